"""How many, how much and when: numbers, sums of money, dates and periods."""
