"""The training page: a whole course of gradient descent, and time as a slider."""

from components.training.explorer import explorer
from components.training.page import PAGE
from components.widgets.beginning import begin

begin(PAGE)
explorer()
