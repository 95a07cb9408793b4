"""The frame around every page: title, icon, navigation, language, look. Inside another site's page it is left away."""

from pathlib import Path

import streamlit as st

from components.base.stylesheet import palette, stylesheet
from components.frame.glossary_panel import glossary_entries, glossary_panel
from components.frame.keys import keys_panel
from components.frame.look import drawing_address, place_style
from components.frame.menu import menu_heading, page_menu
from components.frame.page_way import page_way
from components.frame.pages import PAGES
from components.frame.scripts import frame_scripts
from components.frame.share import Shown, share_button, share_dialog
from components.frame.take_home_panel import take_home_button, take_home_dialog
from components.frame.welcome import welcome_panel
from components.frame.whole_page import draw_from_the_top
from components.state.page import document_title
from components.state.page_address import FIRST
from components.state.session import begin_run, choose_language, language, projector, switch_projector, translate
from components.state.url import complete_link

FOLDER = Path(__file__).parent
ASSETS = FOLDER.parent / "assets"

draw_from_the_top()
begin_run()
st.set_page_config(
    page_title="Tensorama",
    page_icon=drawing_address(ASSETS / "icon.svg"),
    layout="wide",
    initial_sidebar_state="collapsed" if projector() else 248,
)
place_style(palette() + stylesheet(ASSETS / "site.css"))
if projector():
    place_style(stylesheet(ASSETS / "projector.css"))
_ = translate()
asked_for_keys = frame_scripts(language(), _, alone=bool(st.context.is_embedded))
pages = [
    st.Page(
        FOLDER / f"{each.slug}.py",
        title=each.title(_),
        default=each.slug == FIRST,
        help=each.lead(_),
    )
    for each in PAGES
]
# Streamlit's own menu is drawn anew with every message of a moving slider; links in the sidebar stay as they are.
page = st.navigation(pages, position="hidden")
st.set_page_config(page_title=document_title(page.title))
share = take_home = False
if not st.context.is_embedded:
    st.logo(drawing_address(ASSETS / "logo.svg"), size="large", icon_image=drawing_address(ASSETS / "icon.svg"))
    with st.sidebar:
        page_menu(pages, _)
        menu_heading(_("this scene"))
        share = share_button(_)
        take_home = take_home_button(_)
        glossary_panel(_)
        keys_panel(asked_for_keys, _)
        switch_projector(_("Projector"))
        choose_language(_("Language"))
by_slug = dict(zip((each.slug for each in PAGES), pages, strict=True))
glossary_entries(_)
if page is by_slug["network"]:
    welcome_panel(by_slug["neuron"], _)
if not st.context.is_embedded:
    page_way(pages, page, _)
page.run()
complete_link()
# Now the page has offered what it shows, and the link says all that the page has to say.
if share:
    share_dialog(Shown(page.url_path, page.title, tuple(each.url_path for each in pages)), _)
if take_home:
    take_home_dialog(page.url_path, _)
