"""With a worker of its own, what it sends reaches the phones in the bot's process. Rasa is away, so it apologises."""

import sys
from pathlib import Path

from helpline.settings import read_settings
from helpline.usecases.prepare import prepare
from tests.processes import ServerProcess, free_port
from tests.simulator.visiting import Visit


def test_the_worker_sends_to_the_phones_in_the_other_process(tmp_path: Path) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {
        "HELPLINE_PORT": str(port),
        "HELPLINE_DATA_DIR": str(tmp_path),
        "HELPLINE_WORKER": "separate",
        "BRAIN_URL": f"http://127.0.0.1:{free_port()}",
    }
    prepare(read_settings(environment, Path("/nonexistent")))
    bot, worker = (
        ServerProcess([sys.executable, "-m", module], f"{url}/healthz", tmp_path / f"{module}.log", environment)
        for module in ("bot", "bot.worker")
    )
    with bot, worker:
        visit = Visit(url)
        for channel in ("sms", "telegram"):
            visit.say(channel, "passport")
            visit.wait_for(channel, "person", state="delivered" if channel == "sms" else "")
        visit.close()
    logs = bot.output() + worker.output()
    assert visit.web.cookies["sanad_simulator"] not in logs and "passport" not in logs
    assert "refused" not in logs
