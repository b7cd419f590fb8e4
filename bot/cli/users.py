"""`assistant users`: who may sign in to the console."""

from __future__ import annotations

import getpass
import secrets
import sys
from datetime import timedelta
from typing import Annotated

import typer

from bot import settings
from bot.records.clock import utc_now
from bot.records.database import open_engine
from bot.records.migrate import migrate
from bot.records.staff.audit import COMMAND_LINE
from bot.records.staff.role import Role
from bot.records.staff.staff import Staff

users = typer.Typer(help="Who may sign in to the console.", no_args_is_help=True)

_Name = Annotated[str, typer.Argument(help="The name to sign in with.")]


@users.command()
def add(
    name: _Name,
    *,
    role: Annotated[Role, typer.Option(help="What they may do.")] = Role.VIEWER,
    generate: Annotated[
        bool, typer.Option("--generate", help="Make up a password and print it.")
    ] = False,
) -> None:
    """Add a person; asks for the password, or reads one line where nobody can be asked."""
    password = secrets.token_urlsafe(12) if generate else _password()
    _staff().accounts.add(name, password, role, COMMAND_LINE)
    print(f"{name} may sign in as {role.value}: {settings.read().console}")
    if generate:
        print(f"The password, shown this once: {password}")


@users.command("list")
def list_() -> None:
    """Print who may sign in."""
    for account in _staff().accounts.all():
        state = "disabled" if account.is_disabled else account.role
        print(f"{account.name:<24} {state:<10} since {account.created_at:%Y-%m-%d}")


@users.command("role")
def change_role(name: _Name, role: Annotated[Role, typer.Argument(help="The new role.")]) -> None:
    """Change what a person may do; it holds at once."""
    _staff().accounts.change_role(name, role, COMMAND_LINE)
    print(f"{name} is {role.value} now.")


@users.command()
def disable(name: _Name) -> None:
    """Refuse a person from now on, also where they are signed in."""
    _staff().accounts.disable(name, COMMAND_LINE)
    print(f"{name} may no longer sign in.")


@users.command()
def enable(name: _Name) -> None:
    """Let a person who was disabled sign in again."""
    _staff().accounts.enable(name, COMMAND_LINE)
    print(f"{name} may sign in again.")


@users.command("password")
def set_password(
    name: _Name,
    *,
    generate: Annotated[
        bool, typer.Option("--generate", help="Make up a password and print it.")
    ] = False,
    link: Annotated[
        bool, typer.Option("--link", help="Print a one-time link to choose it, for 24 hours.")
    ] = False,
) -> None:
    """Set a new password; it ends the person's sessions."""
    if link:
        token = _staff().passwords.make_link(name, COMMAND_LINE)
        print(f"{settings.read().console}/sign-in/link?key={token}")
        return
    password = secrets.token_urlsafe(12) if generate else _password()
    _staff().passwords.set(name, password, COMMAND_LINE)
    print(f"{name} has a new password.")
    if generate:
        print(f"The password, shown this once: {password}")


@users.command()
def unlock(name: _Name) -> None:
    """Let a person sign in again at once after too many failures."""
    _staff().accounts.unlock(name, COMMAND_LINE)
    print(f"{name} may try again.")


@users.command("second-factor-off")
def turn_off_second_factor(name: _Name) -> None:
    """Ask a person for the password alone: the phone was lost, and the recovery codes too."""
    _staff().second_factors.turn_off(name, COMMAND_LINE)
    print(f"{name} signs in with the password alone.")


def _password() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("Password (12 letters at least): ")
    return sys.stdin.readline().rstrip("\n")


def _staff() -> Staff:
    current = settings.read()
    migrate(current.database)
    idle = timedelta(minutes=current.console_minutes)
    return Staff(open_engine(current.database), idle, utc_now, current.staff_key())
