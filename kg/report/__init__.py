"""The report: the figures that analysts look at first, as one HTML page without a script."""

from kg.report.page import write_report

__all__ = ["write_report"]
