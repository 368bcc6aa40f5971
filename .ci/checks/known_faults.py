"""Writes a project that has the repository's list of artifacts with known faults, and depends on the first of the list."""

import re
import sys
import xml.etree.ElementTree as ET

MAVEN = "http://maven.apache.org/POM/4.0.0"
ET.register_namespace("", MAVEN)


def element(parent, name, text=None):
    child = ET.SubElement(parent, f"{{{MAVEN}}}{name}")
    child.text = text
    return child


def main(pom, target):
    enforcer = next(
        plugin
        for plugin in ET.parse(pom).getroot().iter(f"{{{MAVEN}}}plugin")
        if plugin.findtext(f"{{{MAVEN}}}artifactId") == "maven-enforcer-plugin"
    )
    first = enforcer.find(f".//{{{MAVEN}}}bannedDependencies//{{{MAVEN}}}exclude").text
    group, artifact, major, minor = re.fullmatch(r"(.+):(.+):\(,(\d+)\.(\d+)\.0\)", first).groups()
    project = ET.Element(f"{{{MAVEN}}}project")
    element(project, "modelVersion", "4.0.0")
    for name, text in {"groupId": "dev.latchkey", "artifactId": "known-fault", "version": "1"}.items():
        element(project, name, text)
    dependency = element(element(project, "dependencies"), "dependency")
    last_bad = f"{major}.{int(minor) - 1}.0"
    for name, text in {"groupId": group, "artifactId": artifact, "version": last_bad}.items():
        element(dependency, name, text)
    element(element(project, "build"), "plugins").append(enforcer)
    ET.ElementTree(project).write(target, encoding="utf-8")


main(*sys.argv[1:])
