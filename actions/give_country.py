"""The person says where they work or come from: remember it, and refine the answer that they got."""

from actions.answering import answer_for_place
from actions.helpline_action import HelplineAction
from actions.menu import menu_for
from actions.places import places_named
from actions.response import Response, wording
from actions.turn_view import TurnView


class ActionGiveCountry(HelplineAction):
    action_name = "action_give_country"

    def respond(self, turn: TurnView) -> Response:
        places = places_named(turn, self.faq.countries, asked=turn.slot("country_asked"))
        if not places:
            return Response((wording("country_unknown", "talk_to_human"),))
        topic = turn.slot("last_topic")
        if topic in self.faq.topics and self.faq.topics[topic].has_answers:
            return answer_for_place(self.known, topic, turn, places)
        noted = wording("country_noted", *menu_for(turn.profile.role), country=places.country or places.origin)
        return Response((noted,), places.effects())
