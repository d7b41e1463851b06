"""English syntax undone: who does what to whom, whatever the form of the sentence."""
