"""The frame around every page: title, icon, navigation, language, look. Inside another site's page it is left away."""

from pathlib import Path

import streamlit as st

from components.browser.document import frame
from components.browser.history import one_entry_each
from components.frame.glossary_panel import glossary_entries, glossary_panel
from components.frame.interface_words import interface_words
from components.frame.keys import keys_panel
from components.frame.share import Shown, share_button, share_dialog
from components.frame.take_home_panel import take_home_button, take_home_dialog
from components.frame.welcome import welcome_panel
from components.state.session import begin_run, choose_language, language, projector, switch_projector, translate

PAGES = Path(__file__).parent
ASSETS = PAGES.parent / "assets"

begin_run()
st.set_page_config(
    page_title="Tensorama",
    page_icon=str(ASSETS / "icon.svg"),
    layout="wide",
    initial_sidebar_state="collapsed" if projector() else 244,
)
st.html(ASSETS / "site.css")
if projector():
    st.html(ASSETS / "projector.css")
_ = translate()
frame(language(), _)
interface_words(_)
one_entry_each()
pages = [
    st.Page(
        PAGES / "network.py",
        title=_("Network"),
        icon=":material/hub:",
        default=True,
        help=_("A network with hidden layers"),
    ),
    st.Page(
        PAGES / "neuron.py",
        title=_("Neuron"),
        icon=":material/adjust:",
        help=_("One unit, number by number"),
    ),
    st.Page(
        PAGES / "tensors.py",
        title=_("Tensors"),
        icon=":material/deployed_code:",
        help=_("From one number to a photo, and random numbers"),
    ),
    st.Page(
        PAGES / "shapes.py",
        title=_("Shapes"),
        icon=":material/grid_on:",
        help=_("Which tensors fit together, and how a shape is changed"),
    ),
    st.Page(
        PAGES / "memory.py",
        title=_("Memory"),
        icon=":material/memory:",
        help=_("Arrays and tensors that look at the same memory"),
    ),
    st.Page(
        PAGES / "devices.py",
        title=_("Devices"),
        icon=":material/speed:",
        help=_("What this machine has, and why matrices are fast"),
    ),
    st.Page(
        PAGES / "exercises.py",
        title=_("Exercises"),
        icon=":material/edit_note:",
        help=_("The notebook's three exercises, with hints"),
    ),
]
# Streamlit's own menu is drawn anew with every message of a moving slider; links in the sidebar stay as they are.
page = st.navigation(pages, position="hidden")
st.set_page_config(page_title=f"{page.title} · Tensorama")
share = take_home = False
if not st.context.is_embedded:
    st.logo(ASSETS / "logo.svg", size="large", icon_image=ASSETS / "icon.svg")
    with st.sidebar:
        for each in pages:
            st.page_link(each)
        st.divider()
        share = share_button(_)
        take_home = take_home_button(_)
        glossary_panel(_)
        keys_panel(_)
        switch_projector(_("Projector"))
        choose_language(_("Language"))
network, neuron, *_others = pages
glossary_entries(_)
if page is network:
    welcome_panel(neuron, _)
page.run()
# Now the page has offered what it shows, and the link says all that the page has to say.
if share:
    share_dialog(Shown(page.url_path, page.title, tuple(each.url_path for each in pages)), _)
if take_home:
    take_home_dialog(page.url_path, _)
