"""Panels of the exercises page: functions that place values on the page."""
