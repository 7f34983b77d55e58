"""What is said once everything answers: where it is, how to sign in, where to look, how to stop."""

from helpline.settings import Settings
from launch.places import APP, shown
from launch.readiness import reachable


def ready_text(settings: Settings, *, admin_email: str, new_password: str) -> str:
    host = reachable(settings.helpline_host)
    address = f"http://{f'[{host}]' if ':' in host else host}:{settings.helpline_port}"
    password_command = f"{shown(APP)}/bin/helpline staff password {admin_email}"
    lines = [
        ("Web chat", f"{address}/"),
        ("Console", f"{address}/console"),
    ]
    if settings.simulated_channels:
        lines.append(("Simulator", f"{address}/simulator  phones to try WhatsApp, SMS and Telegram"))
    if settings.is_production:
        lines.append(("Public", settings.base_url))
    if new_password:
        lines.append(("Sign in", f"{admin_email}  password {new_password}"))
        lines.append(("", "The password is shown this once; write it down. A new one:"))
    else:
        lines.append(("Sign in", f"{admin_email} with its password. A new one:"))
    lines += [
        ("", password_command),
        ("Logs", f"{shown(settings.helpline_data_dir)}/logs/*.log"),
        ("Stop", "Ctrl-C"),
    ]
    body = "\n".join(f"  {label:<10} {text}" for label, text in lines)
    return f"\nSanad is ready.\n\n{body}\n"
