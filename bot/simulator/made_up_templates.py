"""The templates of the simulated WhatsApp account: what the command line would make at Twilio, under made-up ids."""

import yaml

from bot.simulator.simulation import TEMPLATES
from bot.simulator.templates_of_whatsapp import Contents
from helpline.cli.twilio_templates import make_templates
from helpline.content.wording import Wording


def fill_contents(contents: Contents, wording: Wording) -> None:
    """Approved are only those that ask for it."""
    ids = yaml.safe_load(TEMPLATES.read_text(encoding="utf-8"))
    for template in make_templates(wording):
        group = ids[template.group]
        sid = group[template.language] if template.group != "quick_reply" else group[template.count]
        sid = sid[template.count] if template.group == "lists" else sid
        contents.add(sid, template.language, template.types, template.variables, is_approved=template.needs_approval)
