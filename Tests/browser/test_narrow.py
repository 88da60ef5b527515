"""The brand's pages on a narrow screen."""

import pytest
from playwright.sync_api import expect

from looks import HEIGHT, look_over

NARROW = {"width": 375, "height": HEIGHT}
SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["with a script", "without"])


@SCRIPT
def test_the_filters_lie_behind_a_line_that_says_how_many_are_set(demo_site, script):
    site = demo_site
    with site.window(site.org.admin, viewport=NARROW, java_script_enabled=script) as page:
        page.goto(site.address(f"/brands/{site.org.brands[0]['id']}?period=26w"))
        fold = page.locator(".fold summary")
        platforms = page.locator("summary").filter(has_text="All platforms")
        expect(fold).to_have_text("Filters")
        expect(platforms).to_be_hidden()
        # The numbers begin on the first screen.
        assert page.locator(".figure").first.bounding_box()["y"] < 520
        fold.click()
        expect(platforms).to_be_visible()
        platforms.click()
        page.get_by_role("checkbox", name="Claude").check()
        page.locator(".pick[open]").get_by_role("button", name="Show").click()
        page.wait_for_url("**platform=claude**")
        expect(fold).to_have_text("Filters (1)")
        expect(page.get_by_label("Period")).to_have_value("26w")


def test_they_are_sound_while_they_are_shown_and_are_in_sight_on_a_wide_screen(demo_site):
    site = demo_site
    with site.window(site.org.admin, viewport=NARROW) as page:
        page.goto(site.address(f"/brands/{site.org.brands[0]['id']}"))
        page.locator(".fold summary").click()
        faults = look_over(page, "filters-shown")
        assert not faults, "\n".join(faults)
        page.reload()
        page.set_viewport_size({"width": 1280, "height": HEIGHT})
        expect(page.locator(".fold")).to_be_hidden()
        expect(page.locator("summary").filter(has_text="All platforms")).to_be_visible()


def test_a_figure_leads_to_its_trend_and_stays_in_sight(demo_site):
    site = demo_site
    with site.window(site.org.admin) as page:
        page.goto(site.address(f"/brands/{site.org.brands[0]['id']}?period=26w"))
        page.locator(".figures a").nth(2).click()
        page.wait_for_url("**trend=sentiment#trend")
        expect(page.locator("#trend")).to_be_in_viewport()
        expect(page.locator(".figures")).to_be_in_viewport()
