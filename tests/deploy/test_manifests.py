"""The files for containers: they keep to their schemas, and name what is there."""

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from components.frame import metrics, request_log
from components.frame.guard import MAX_FORM
from compute.files.tensor_files import MAX_BYTES
from deploy.replicas import GRACE, METRICS, REPLICA, SECRET
from tests.browser.test_container import command, instructions
from tests.deploy.proxying import DEPLOY, ROOT

OLDEST_KUBERNETES, NEWEST_KUBERNETES = "1.30", "1.36"

Parts = Mapping[str, Any]


@pytest.fixture(scope="module")
def compose() -> Parts:
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def objects() -> list[Parts]:
    return list(yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text("utf-8")))


def only(objects: list[Parts], kind: str, name: str = "tensorama") -> Parts:
    (found,) = [each for each in objects if (each["kind"], each["metadata"]["name"]) == (kind, name)]
    return found


def container(objects: list[Parts]) -> Parts:
    (found,) = only(objects, "Deployment")["spec"]["template"]["spec"]["containers"]
    return found


def exposed() -> int:
    (port,) = [rest for name, rest in instructions() if name == "EXPOSE"]
    return int(port)


SCHEMAS = {
    "vendor.compose-spec": "deploy/compose.yaml",
    "vendor.github-workflows": ".github/workflows",
    "vendor.dependabot": ".github/dependabot.yml",
}


@pytest.mark.own_process
@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_file_keeps_to_its_schema(schema: str) -> None:
    place = ROOT / SCHEMAS[schema]
    files = sorted(place.glob("*.yml")) if place.is_dir() else [place]
    checked = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *map(str, files)]
    done = subprocess.run(checked, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("version", [OLDEST_KUBERNETES, NEWEST_KUBERNETES])
def test_kubernetes_takes_all_of_it(objects: list[Parts], version: str) -> None:
    kinds = {"Deployment", "Service", "Ingress", "HorizontalPodAutoscaler", "PodDisruptionBudget"}
    assert {each["kind"] for each in objects} == kinds
    for each in objects:
        kubernetes_validate.validate(each, version, strict=True)


def test_a_wrong_word_in_it_would_be_seen(objects: list[Parts]) -> None:
    wrong = {**only(objects, "PodDisruptionBudget"), "spec": {"maxUnavailabel": 1}}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(wrong, NEWEST_KUBERNETES, strict=True)


def test_what_selects_the_pods_finds_them(objects: list[Parts]) -> None:
    deployment = only(objects, "Deployment")["spec"]
    labels = deployment["template"]["metadata"]["labels"]
    assert deployment["selector"]["matchLabels"] == labels
    assert only(objects, "Service")["spec"]["selector"] == labels
    assert only(objects, "PodDisruptionBudget")["spec"]["selector"]["matchLabels"] == labels
    (spread,) = deployment["template"]["spec"]["topologySpreadConstraints"]
    assert spread["labelSelector"]["matchLabels"] == labels
    assert "selector" not in only(objects, "Service", "tensorama-closed")["spec"]
    target = only(objects, "HorizontalPodAutoscaler")["spec"]["scaleTargetRef"]
    assert (target["kind"], target["name"]) == ("Deployment", only(objects, "Deployment")["metadata"]["name"])
    assert "replicas" not in deployment  # applied again it would undo what the autoscaler has done


def test_ports_are_those_of_the_image(objects: list[Parts], compose: Parts) -> None:
    (port,) = container(objects)["ports"]
    assert port == {"name": "http", "containerPort": exposed()}
    (service,) = only(objects, "Service")["spec"]["ports"]
    assert service["targetPort"] == port["name"]
    annotations = only(objects, "Deployment")["spec"]["template"]["metadata"]["annotations"]
    assert annotations["prometheus.io/port"] == str(exposed())
    assert compose["services"]["nginx"]["command"][-1] == f"site:{exposed()}"


def test_the_ingress_leads_to_the_pods_and_the_figures_to_nobody(objects: list[Parts]) -> None:
    (rule,) = only(objects, "Ingress")["spec"]["rules"]
    leads = {(path["path"], path["pathType"]): path["backend"]["service"] for path in rule["http"]["paths"]}
    closed = {"name": "tensorama-closed", "port": {"name": "http"}}
    assert leads == {
        ("/metrics", "Exact"): closed,
        ("/_stcore/metrics", "Exact"): closed,
        ("/", "Prefix"): {"name": "tensorama", "port": {"name": "http"}},
    }
    for name in ("tensorama", "tensorama-closed"):
        assert [port["name"] for port in only(objects, "Service", name)["spec"]["ports"]] == ["http"]


def test_a_visitor_stays_with_one_replica(objects: list[Parts]) -> None:
    ingress = only(objects, "Ingress")["metadata"]["annotations"]
    service = only(objects, "Service")["metadata"]["annotations"]
    assert ingress["nginx.ingress.kubernetes.io/affinity"] == "cookie"
    assert ingress["nginx.ingress.kubernetes.io/session-cookie-change-on-failure"] == "true"
    assert service["traefik.ingress.kubernetes.io/service.sticky.cookie"] == "true"


def test_one_limit_for_an_upload(objects: list[Parts]) -> None:
    (limit,) = re.findall(r"client_max_body_size (\w+);", (DEPLOY / "nginx.conf").read_text("utf-8"))
    assert only(objects, "Ingress")["metadata"]["annotations"]["nginx.ingress.kubernetes.io/proxy-body-size"] == limit
    assert MAX_BYTES + MAX_FORM <= int(limit.removesuffix("k")) * 1024 < MAX_BYTES + MAX_FORM + 1024


def test_probes_ask_what_the_image_asks_itself(objects: list[Parts], compose: Parts) -> None:
    said = command("HEALTHCHECK")
    asked = re.search(rf"http://127\.0\.0\.1:{exposed()}(/[^']*)", said[-1])
    for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
        assert container(objects)[probe]["httpGet"] == {"path": asked[1], "port": "http"}
    assert compose["services"]["site"]["healthcheck"]["test"] == ["CMD", *said]
    assert compose["services"]["nginx"]["healthcheck"]["test"][-1].endswith(asked[1])


def test_a_replica_has_time_to_send_its_pages_elsewhere(objects: list[Parts], compose: Parts) -> None:
    waits = container(objects)["lifecycle"]["preStop"]["sleep"]["seconds"]
    pod = only(objects, "Deployment")["spec"]["template"]["spec"]
    assert pod["terminationGracePeriodSeconds"] >= waits + GRACE
    assert int(compose["services"]["site"]["stop_grace_period"].removesuffix("s")) >= GRACE


def test_all_replicas_have_one_secret_and_it_stands_in_no_file(objects: list[Parts], compose: Parts) -> None:
    secret = next(each for each in container(objects)["env"] if each["name"] == SECRET)
    assert secret == {"name": SECRET, "valueFrom": {"secretKeyRef": {"name": "tensorama", "key": "cookie-secret"}}}
    assert compose["services"]["site"]["environment"][SECRET].startswith(f"${{{SECRET}:?")
    assert SECRET == "STREAMLIT_SERVER_COOKIE_SECRET"


def test_all_replicas_open_their_figures_to_who_runs_the_site(objects: list[Parts], compose: Parts) -> None:
    assert (METRICS, REPLICA) == (metrics.SWITCH, request_log.REPLICA)
    named = {each["name"]: each.get("value") for each in container(objects)["env"]}
    for said in (named, compose["services"]["site"]["environment"]):
        assert metrics.are_open({METRICS: said[METRICS]})


def test_nothing_runs_as_root_or_writes_to_its_image(objects: list[Parts], compose: Parts) -> None:
    pod = only(objects, "Deployment")["spec"]["template"]["spec"]
    assert pod["securityContext"]["runAsNonRoot"]
    useradd = next(rest for name, rest in instructions() if name == "RUN" and rest.startswith("useradd"))
    assert f"--uid {pod['securityContext']['runAsUser']} " in useradd
    inside = container(objects)["securityContext"]
    assert inside["readOnlyRootFilesystem"]
    assert not inside["allowPrivilegeEscalation"]
    assert inside["capabilities"] == {"drop": ["ALL"]}
    for service in compose["services"].values():
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]


def test_both_give_a_replica_as_much_memory(objects: list[Parts], compose: Parts) -> None:
    assert container(objects)["resources"]["limits"]["memory"] == "1Gi"
    assert compose["services"]["site"]["mem_limit"] == "1g"


def test_compose_starts_nginx_as_one_machine_does(compose: Parts) -> None:
    nginx = compose["services"]["nginx"]
    mounted = dict(each.split(":")[:2] for each in nginx["volumes"])
    assert {(DEPLOY / source).resolve(): Path(target) for source, target in mounted.items()} == {
        DEPLOY / name: Path("/deploy") / name for name in ("nginx.conf", "nginx.sh")
    }
    assert nginx["entrypoint"] == ["sh", "/deploy/nginx.sh"]
    folder, port, replica = nginx["command"]
    assert folder.startswith(nginx["tmpfs"])
    assert nginx["ports"] == [f"${{PORT:-8080}}:{port}"]
    assert replica.split(":")[0] in compose["services"]
    assert set(nginx["networks"]) & set(compose["services"]["site"]["networks"]) == {"inside"}
    assert float(nginx["environment"]["FOLLOW"]) > 0
    assert "ports" not in compose["services"]["site"]
