"""The gradients page in a browser: forward and backward, following a gradient, taking steps, walking back, autograd."""

import pytest
import torch
from playwright.sync_api import Page
from torch.nn import functional

from compute.network.spec import NetworkSpec
from tests.browser.scene import (
    PATIENCE,
    click_in_diagram,
    drag,
    go_to,
    numbers,
    settled,
    wait_for_link,
    wait_for_values,
)
from tests.longhand import draw_longhand


@pytest.fixture
def page(regular: Page) -> Page:
    return regular


class Descent:
    """The default network, and its gradients before each of some steps."""

    def __init__(self, target: float = 1.0, rate: float = 0.1, steps: int = 0) -> None:
        features, weights, biases = draw_longhand(NetworkSpec())
        leaves = [*weights, *biases]
        self.losses, self.slopes = [], []
        for _ in range(steps + 1):
            leaves = [leaf.detach().requires_grad_() for leaf in leaves]
            w1, w2, b1, b2 = leaves
            output = torch.sigmoid(torch.sigmoid(features @ w1 + b1) @ w2 + b2)
            loss = functional.mse_loss(output, torch.full_like(output, target))
            slopes = torch.autograd.grad(loss, leaves)
            self.losses.append(loss.item())
            self.slopes.append(slopes)
            leaves = [leaf - rate * slope for leaf, slope in zip(leaves, slopes, strict=True)]


def shows(page: Page, text: str) -> None:
    """Wait until the picture has this text."""
    page.wait_for_function(
        "text => [...document.querySelectorAll('.st-key-diagram text')].some(each => each.textContent.includes(text))",
        arg=text,
        timeout=PATIENCE,
    )


def test_backward_shows_gradients_and_a_gradient_is_followed_to_the_loss(page: Page, site: str) -> None:
    raw = Descent()
    go_to(page, f"{site}/gradients?seed=7")
    shows(page, "0.3171")
    page.get_by_role("radio", name="backward").click()
    wait_for_link(page, "view", "backward")
    shows(page, f"{raw.slopes[0][1][0, 0].item():.4f}".replace("-", "−"))
    settled(page)
    click_in_diagram(page, "w1.3.2")
    wait_for_link(page, "select", "w1.3.2")
    wait_for_values(page, "value-gradient", raw.slopes[0][0][2, 1].item())
    page.locator(".chain .follow", has_text="δ h2").click()
    wait_for_link(page, "select", "h1.2")
    page.locator(".chain .follow", has_text="δ y").click()
    wait_for_link(page, "select", "y1")
    wait_for_values(page, "value-gradient", raw.slopes[0][3][0, 0].item())


def test_a_step_is_taken_and_the_target_is_dragged(page: Page, site: str) -> None:
    raw = Descent(rate=3.0, steps=11)
    go_to(page, f"{site}/gradients?seed=7&rate=3")
    page.get_by_role("button", name="take a step").click()
    wait_for_values(page, "value-loss", raw.losses[1])
    page.get_by_role("button", name="ten steps").click()
    wait_for_values(page, "value-loss", raw.losses[11])
    wait_for_link(page, "updates", "11")
    page.go_back()
    wait_for_values(page, "value-loss", raw.losses[1])
    settled(page)
    seen = drag(page, "target", [0.7, 0.4], ".st-key-value-loss b")
    assert len(set(seen)) == 2
    settled(page)
    (target,) = [float(part[7:]) for part in page.url.split("?")[1].split("&") if part.startswith("target=")]
    wait_for_values(page, "value-loss", Descent(target, 3.0, 1).losses[1])


def test_walking_back_shows_each_number_in_its_time(page: Page, site: str) -> None:
    raw = Descent()
    delta = f"{raw.slopes[0][3][0, 0].item():.4f}".replace("-", "−")
    go_to(page, f"{site}/gradients?seed=7&view=backward&step=0&select=y1")
    assert numbers(page, "value-gradient") == []
    assert delta not in page.locator(".st-key-diagram").inner_text()
    for step in ("loss", "slope", "delta"):
        page.keyboard.press("n")
        page.locator(f'.walk-numbers tr.lit[data-step="{step}"]').wait_for(timeout=PATIENCE)
    shows(page, delta)
    wait_for_values(page, "value-gradient", raw.slopes[0][3][0, 0].item())
    settled(page)
    assert page.locator(".st-key-value-loss b").inner_text() == f"{raw.losses[0]:.4f}"


def test_lines_about_autograd_are_run_and_undone(page: Page, site: str) -> None:
    go_to(page, f"{site}/gradients?details=autograd")
    for line in ("grad", "square", "retain", "retain"):
        before = page.locator(".autograd li").count()
        page.locator(f'.autograd [data-name="run.{line}"]').click()
        page.locator(".autograd li").nth(before).wait_for(timeout=PATIENCE)
    page.locator(".autograd td", has_text="[4.0000, 8.0000, 12.0000]").wait_for(timeout=PATIENCE)
    page.locator('.autograd [data-name="undo"]').click()
    page.locator(".autograd td", has_text="[2.0000, 4.0000, 6.0000]").wait_for(timeout=PATIENCE)
    wait_for_link(page, "lines", "grad~square~retain")
