"""No container engine runs here: what deploy/ says is held against the schemas, and against itself."""

from __future__ import annotations

import re
from pathlib import Path

import kubernetes_validate
import pytest
import yaml
from yamllint import linter
from yamllint.config import YamlLintConfig

from bot.cli.run_process import Process
from bot.settings import Settings

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
MANIFESTS = sorted(DEPLOY.glob("kubernetes/**/*.yaml"))
STYLE = YamlLintConfig(
    "{extends: default, rules: {line-length: {max: 160}, document-start: disable,"
    " braces: disable, brackets: disable, truthy: {check-keys: false}}}"
)


def documents(path):
    return [one for one in yaml.safe_load_all(path.read_text(encoding="utf-8")) if one]


RESOURCES = [
    pytest.param(one, id=f"{one['kind']} {one['metadata']['name']}")
    for path in MANIFESTS
    for one in documents(path)
    if one["kind"] != "Kustomization"
]
DEPLOYMENTS = [one for one in RESOURCES if one.values[0]["kind"] == "Deployment"]


@pytest.mark.parametrize("resource", RESOURCES)
def test_a_resource_is_what_kubernetes_knows(resource):
    kubernetes_validate.validate(resource, "1.28", strict=True)


@pytest.mark.parametrize("path", [*MANIFESTS, DEPLOY / "compose.yml"], ids=lambda path: path.name)
def test_a_file_is_yaml_without_traps(path):
    problems = linter.run(path.read_text(encoding="utf-8"), STYLE)

    assert [str(problem) for problem in problems] == []


def test_the_proxy_that_each_set_of_files_has_is_named_to_the_gateway():
    compose = yaml.safe_load((DEPLOY / "compose.yml").read_text())
    (subnet,) = compose["networks"]["inside"]["ipam"]["config"]
    environment = compose["services"]["gateway"]["environment"]
    settings = documents(DEPLOY / "kubernetes/base/kustomization.yaml")[0]["configMapGenerator"]
    named = [line for each in settings for line in each["literals"]]

    assert environment["ASSISTANT_TRUSTED_PROXIES"] == subnet["subnet"]
    assert {"gateway", "proxy"} <= {
        name
        for name, service in compose["services"].items()
        if "inside" in service.get("networks", ())
    }
    assert [line for line in named if re.match(r"ASSISTANT_TRUSTED_PROXIES=\S", line)]


def test_what_only_tests_need_is_in_no_image():
    packages = {
        line.partition("==")[0]
        for line in (DEPLOY.parent / "requirements.txt").read_text().splitlines()
        if "==" in line
    }

    assert "-r requirements.txt" in (DEPLOY / "Dockerfile").read_text()
    assert "requirements-dev" not in (DEPLOY / "Dockerfile").read_text()
    assert not packages & {"pytest", "playwright", "schemathesis", "mypy", "ruff", "uv"}


@pytest.mark.parametrize("deployment", DEPLOYMENTS)
def test_a_pod_has_probes_limits_and_no_rights(deployment):
    pod = deployment["spec"]["template"]["spec"]
    (container,) = pod["containers"]

    assert pod["securityContext"]["runAsNonRoot"] is True
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert {"livenessProbe", "readinessProbe", "startupProbe"} <= container.keys()
    assert container["resources"]["limits"]["memory"]
    assert container["args"][0] in {process.value for process in Process}


@pytest.mark.parametrize("deployment", DEPLOYMENTS)
def test_secrets_come_by_reference(deployment):
    (container,) = deployment["spec"]["template"]["spec"]["containers"]

    assert {one["name"] for one in container["env"]} >= {"ASSISTANT_SECRET"}
    assert all("secretKeyRef" in one["valueFrom"] for one in container["env"])


def test_only_the_gateway_is_reached_from_outside():
    policies = [one.values[0] for one in RESOURCES if one.values[0]["kind"] == "NetworkPolicy"]
    closed = next(one for one in policies if one["spec"]["podSelector"] == {})
    open_to_all = [
        one["spec"]["podSelector"]["matchLabels"]["app"]
        for one in policies
        for rule in one["spec"].get("ingress", [])
        if "from" not in rule
    ]

    assert closed["spec"] == {"podSelector": {}, "policyTypes": ["Ingress"]}
    assert open_to_all == ["gateway"]
    for ingress in (one.values[0] for one in RESOURCES if one.values[0]["kind"] == "Ingress"):
        paths = [path for rule in ingress["spec"]["rules"] for path in rule["http"]["paths"]]
        assert {path["backend"]["service"]["name"] for path in paths} == {"gateway"}


def test_the_action_server_which_asks_nobody_who_they_are_is_reached_from_rasa_alone():
    policies = [
        one.values[0]["spec"] for one in RESOURCES if one.values[0]["kind"] == "NetworkPolicy"
    ]
    actions = {"matchLabels": {"app": "actions"}}
    allowed = [
        peer
        for spec in policies
        if spec["podSelector"] == actions
        for rule in spec["ingress"]
        for peer in rule["from"]
    ]

    assert allowed == [{"podSelector": {"matchLabels": {"app": "rasa"}}}]
    assert compose()["services"]["actions"]["networks"] == ["inside"]


def test_no_ingress_writes_down_who_looks_for_what():
    ingresses = [one.values[0] for one in RESOURCES if one.values[0]["kind"] == "Ingress"]
    logs = "nginx.ingress.kubernetes.io/enable-access-log"

    assert [one["metadata"]["annotations"][logs] for one in ingresses] == ["false"]


def test_what_strangers_words_go_through_reaches_no_other_network():
    policies = [
        one.values[0]["spec"] for one in RESOURCES if one.values[0]["kind"] == "NetworkPolicy"
    ]
    (spec,) = (one for one in policies if one["policyTypes"] == ["Egress"])
    (selected,) = spec["podSelector"]["matchExpressions"]
    to_pods, to_ports = spec["egress"]

    assert selected["values"] == ["gateway", "rasa", "actions"]
    assert to_pods == {"to": [{"podSelector": {}}]}
    assert {one["port"] for one in to_ports["ports"]} == {53, 5432, 6379, 5672}


def test_every_resource_of_the_folder_is_in_its_kustomization():
    for folder in {path.parent for path in MANIFESTS}:
        (kustomization,) = documents(folder / "kustomization.yaml")
        here = {path.name for path in folder.glob("*.yaml")} - {"kustomization.yaml"}
        assert here <= set(kustomization["resources"])


def compose():
    (content,) = documents(DEPLOY / "compose.yml")
    return content


def test_compose_publishes_the_proxy_and_to_this_machine_the_console():
    published = {
        name: service["ports"]
        for name, service in compose()["services"].items()
        if "ports" in service
    }

    assert published == {"proxy": ["${PROXY_PORT:-8080}:8080"], "console": ["127.0.0.1:8001:8001"]}


@pytest.mark.parametrize("name", ["gateway", "rasa", "actions", "console"])
def test_our_containers_are_read_only_and_without_rights(name):
    service = compose()["services"][name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["command"][0] == name
    assert service["mem_limit"]


def test_every_variable_that_is_set_is_a_setting():
    known = {f"ASSISTANT_{name.upper()}" for name in vars(Settings())}
    found = set()
    for service in compose()["services"].values():
        found |= {key for key in service.get("environment", {}) if key.startswith("ASSISTANT_")}
    for one in DEPLOYMENTS:
        (container,) = one.values[0]["spec"]["template"]["spec"]["containers"]
        found |= {variable["name"] for variable in container["env"]}
    (base,) = documents(DEPLOY / "kubernetes/base/kustomization.yaml")
    found |= {one.partition("=")[0] for one in base["configMapGenerator"][0]["literals"]}

    assert {name.removesuffix("_FILE") for name in found} <= known
    assert found


def test_every_image_that_is_not_ours_is_named_by_digest():
    images = [one["image"] for one in compose()["services"].values()]
    foreign = [image for image in images if not image.startswith("membership-assistant")]
    dockerfile = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    (base,) = re.findall(r"^ARG PYTHON_IMAGE=(.*)", dockerfile, re.MULTILINE)

    assert len(foreign) == 4
    for image in (*foreign, base):
        assert re.fullmatch(r"[a-z]+:[\w.-]+@sha256:[0-9a-f]{64}", image)
    assert re.findall(r"^FROM (\S+)", dockerfile, re.MULTILINE) == ["${PYTHON_IMAGE}"] * 2


def test_the_image_runs_without_root():
    lines = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").splitlines()

    assert "USER 10001:10001" in lines
    assert sum(line.startswith("FROM ") for line in lines) == 2
