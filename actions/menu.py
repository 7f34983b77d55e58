"""What is offered to somebody who may ask anything."""

MENU = ("passport_retention", "unpaid_wages", "recruitment_fees", "talk_to_human")
EMPLOYERS_MENU = ("employer_duties", "employer_recruitment_costs", "employer_hiring", "talk_to_human")


def menu_for(role: str) -> tuple[str, ...]:
    return EMPLOYERS_MENU if role == "employer" else MENU
