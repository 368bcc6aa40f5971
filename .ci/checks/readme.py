"""What README shows, for a run of it.

calls README     the calls of "One request, two answers", as a shell takes them
compare README ANSWERS     ANSWERS: what these answered, one a line, at the end of that file
snippet README LANGUAGE     the one block in that language
"""
import json
import re
import sys


def blocks(readme):
    section = open(readme, encoding="utf-8").read().split("## One request, two answers\n")[1].split("\n## ")[0]
    found = re.findall(r"(?m)(?:^    .*\n?)+", section)
    return ["\n".join(line[4:] for line in block.splitlines()) for block in found]


def compare(readme, answers):
    shown = [block for block in blocks(readme) if block.startswith("{")]
    got = [json.loads(line) for line in open(answers, encoding="utf-8").read().splitlines()[-len(shown):]]
    for block, answer in zip(shown, got, strict=True):
        if "..." in block:  # cut short: it shows names of fields, and short values
            fields = dict(re.findall(r'"(\w+)": ("[^".]*"|true|false|null|\d+)[,}\]\n]', block))
            names = re.findall(r'"(\w+)":', block)
        else:
            whole = json.loads(block)
            fields = {name: json.dumps(value) for name, value in whole.items() if name != "instance"}
            names = list(whole)
            assert set(names) == set(answer), f"README shows {sorted(names)}, answered were {sorted(answer)}"
        text = json.dumps(answer)
        for name in names:
            assert f'"{name}": ' in text, f"README shows {name}, which was not answered: {sorted(answer)}"
        for name, value in fields.items():
            assert f'"{name}": {value}' in text, f"README shows {name}: {value}, which was not answered"


def snippet(readme, language):
    [block] = re.findall(rf"(?ms)^```{language}\n(.*?)^```$", open(readme, encoding="utf-8").read())
    return block


if sys.argv[1] == "snippet":
    print(snippet(sys.argv[2], sys.argv[3]), end="")
elif sys.argv[1] == "calls":
    print("\n".join(block for block in blocks(sys.argv[2]) if block.startswith("curl ")))
else:
    compare(sys.argv[2], sys.argv[3])
