"""Trains the encoder of the precise tier: one small transformer with heads for quotes, names and parts of speech.

  train.py --base BASE.safetensors --examples FOLDER --out FOLDER [--layers 0,2,4] [--epochs 3]
  train.py … --teachers A.safetensors,B.safetensors           one that learns from others too
  train.py … --teachers A.safetensors:names,B.safetensors     A teaches names alone, B all three
  train.py … --begin A.safetensors --layers 0,2,4             a smaller one, begun from another's layers
  train.py … --sets quotes.polnear --without 0/3              one that has not seen every third article

Examples come from `wiremill train encoder examples`; FOLDER of --out gets encoder.safetensors, which
`wiremill train encoder pack` makes a model file, and checkpoint.pt, from which an interrupted run goes on.

The network is BERT's (Devlin et al. 2019), begun from MiniLM-L6 (Wang et al. 2020); teachers may begin from MPNet
(Song et al. 2020), which adds to every score of attention how far apart the two pieces are. The vocabulary of both
knows no case, so the case of a piece's word is added as an embedding, and so is where the word stands to quotation
marks. The links of attributions are scored as biaffine parsers score arcs (Dozat and Manning 2017). A student (Hinton
et al. 2015) learns for every word of every set, and of texts that nobody has labelled, what its teachers say of all
that they teach, on average; what they said is kept in taught.pt.

A GPU is used where there is one; its bits are not those of the processor.
"""

import argparse
import itertools
import json
import math
import os
import random
import time
from pathlib import Path

import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors import safe_open
from safetensors.torch import save_file

HEADS, CASES, QUOTES = 12, 6, 4
# In the order of `windows::Case`.
CASE_SMALL, CASE_CAPITAL, CASE_CAPITALS, CASE_MIXED = 1, 2, 3, 4
LABELS = {"quotes": 7, "names": 17, "tags": 49}
LINKS, LINK_SIZE = 3, 64
SETS = ["quotes.polnear", "names.conll", "names.worldwide", "tags.ewt", "tags.gum"]
PLAIN = "plain.texts"
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
# Processors without such numbers take twenty times as long with them.
SHORT = DEVICE == "cuda" or torch.ops.mkldnn._is_mkldnn_bf16_supported()


class Dropout(nn.Module):
    """Dropout that reads its chances from a row drawn once, each time from another place: drawing takes long."""

    def __init__(self, chance):
        super().__init__()
        self.row = (torch.rand(1 << 24) >= chance).to(DEVICE, torch.bfloat16 if SHORT else torch.float) / (1 - chance)

    def forward(self, x):
        if not self.training:
            return x
        at = int(torch.randint(len(self.row) - x.numel(), ()))
        return x * self.row[at : at + x.numel()].view_as(x)


class Layer(nn.Module):
    def __init__(self, hidden, inner, drop):
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(hidden, hidden) for _ in range(3))
        self.attended = nn.Linear(hidden, hidden)
        self.attended_norm = nn.LayerNorm(hidden, eps=1e-12)
        self.inner = nn.Linear(hidden, inner)
        self.outer = nn.Linear(inner, hidden)
        self.outer_norm = nn.LayerNorm(hidden, eps=1e-12)
        self.drop = drop

    def forward(self, x, bias):
        rows, length, hidden = x.shape
        q, k, v = (
            part(x).view(rows, length, HEADS, hidden // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        # Written out: backwards, the processor's own kernel takes four times as long.
        scores = (q / math.sqrt(hidden // HEADS)) @ k.transpose(2, 3) + bias
        attended = (F.softmax(scores, -1).to(v.dtype) @ v).transpose(1, 2).reshape(rows, length, hidden)
        x = self.attended_norm(x + self.drop(self.attended(attended)))
        return self.outer_norm(x + self.drop(self.outer(F.gelu(self.inner(x)))))


def distances(length):
    """For each two places the row of MPNet's table for how far apart they are: one each up to 7, then ever coarser."""
    at = torch.arange(length)
    back = at[:, None] - at[None, :]
    far = back.abs()
    coarse = 8 + (torch.log(far.clamp(min=1) / 8) / math.log(128 / 8) * 8).long()
    return torch.where(far < 8, far, coarse.clamp(max=15)) + 16 * (back < 0)


class Encoder(nn.Module):
    def __init__(self, layers, hidden, inner, vocabulary, positions, relative=0, dropout=0.1):
        super().__init__()
        self.words = nn.Embedding(vocabulary, hidden)
        self.positions = nn.Embedding(positions, hidden)
        self.cases = nn.Embedding(CASES, hidden)
        self.quotes = nn.Embedding(QUOTES, hidden)
        self.relative = nn.Embedding(relative, HEADS) if relative else None
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.drop = Dropout(dropout)
        self.layers = nn.ModuleList(Layer(hidden, inner, self.drop) for _ in range(layers))
        self.heads = nn.ModuleDict({name: nn.Linear(hidden, n) for name, n in LABELS.items()})
        self.link_from = nn.Linear(hidden, LINKS * LINK_SIZE)
        self.link_to = nn.Linear(hidden, LINKS * LINK_SIZE)
        for table in (self.cases, self.quotes):
            nn.init.normal_(table.weight, std=0.02)
        for head in self.heads.values():
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)

    def forward(self, batch):
        length = batch["ids"].shape[1]
        at = torch.arange(length, device=batch["ids"].device)
        x = self.words(batch["ids"]) + self.positions(at) + self.cases(batch["cases"]) + self.quotes(batch["quotes"])
        x = self.drop(self.norm(x))
        bias = batch["mask"]
        if self.relative is not None:
            bias = bias + self.relative(distances(length).to(at.device)).permute(2, 0, 1)
        if SHORT:
            bias = bias.bfloat16()
        for layer in self.layers:
            x = layer(x, bias)
        return x


# Our parts of a layer, BERT's names of them, and MPNet's.
PARTS = [
    ("query", "attention.self.query", "attention.attn.q"),
    ("key", "attention.self.key", "attention.attn.k"),
    ("value", "attention.self.value", "attention.attn.v"),
    ("attended", "attention.output.dense", "attention.attn.o"),
    ("attended_norm", "attention.output.LayerNorm", "attention.LayerNorm"),
    ("inner", "intermediate.dense", "intermediate.dense"),
    ("outer", "output.dense", "output.dense"),
    ("outer_norm", "output.LayerNorm", "output.LayerNorm"),
]
RELATIVE = "encoder.relative_attention_bias.weight"


def names(layers, mpnet=False):
    """Yields the name of each of our tensors that the base has as it is, and its name there."""
    for part in ("weight", "bias"):
        yield f"norm.{part}", f"embeddings.LayerNorm.{part}"
    for at, layer in enumerate(layers):
        for part in ("weight", "bias"):
            for ours, bert, other in PARTS:
                yield f"layers.{at}.{ours}.{part}", f"encoder.layer.{layer}.{other if mpnet else bert}.{part}"


def begin(path, layers=None):
    """A model with chosen layers of the base, or of one that was trained, or all; its sizes are those of the file."""
    with safe_open(path, "pt") as base:
        own = {int(name.split(".")[2]) for name in base.keys() if name.startswith("encoder.layer.")}
        layers = layers or sorted(own)
        mpnet = "encoder.layer.0.attention.attn.q.weight" in base.keys()
        words = base.get_tensor("embeddings.word_embeddings.weight")
        positions = base.get_tensor("embeddings.position_embeddings.weight")
        if mpnet:
            # BERT's vocabulary behind four marks, [MASK] behind it; the first two positions are of no place.
            marks = {0: 1, 101: 0, 102: 2, 103: len(words) - 1}
            words, positions = words[[marks.get(at, at + 4) for at in range(len(words) - 5)]], positions[2:]
        taught = "case_embeddings.weight" in base.keys()
        relative = base.get_tensor(RELATIVE) if RELATIVE in base.keys() else None
        inner = base.get_slice("encoder.layer.0.intermediate.dense.weight").get_shape()[0]
        sizes = (words.shape[1], inner, len(words), len(positions), 0 if relative is None else len(relative))
        model = Encoder(len(layers), *sizes)
        state = model.state_dict()
        for ours, theirs in names(layers, mpnet):
            state[ours].copy_(base.get_tensor(theirs))
        if relative is not None:
            state["relative.weight"].copy_(relative)
        if taught:
            for ours, theirs in OWN.items():
                state[ours].copy_(base.get_tensor(theirs))
        elif not mpnet:
            # The base adds one token type to every piece.
            positions = positions + base.get_tensor("embeddings.token_type_embeddings.weight")[0]
        state["words.weight"].copy_(words)
        state["positions.weight"].copy_(positions)
    return model


# Our tensors that the base has not, and their names in the file.
OWN = {"cases.weight": "case_embeddings.weight", "quotes.weight": "quote_embeddings.weight"} | {
    f"{name}.{part}": f"{name}.{part}"
    for name in [*(f"heads.{name}" for name in LABELS), "link_from", "link_to"]
    for part in ("weight", "bias")
}


def save(model, path):
    """Writes the tensors under the base's names, and ours beside them."""
    state = model.state_dict()
    tensors = {theirs: state[ours] for ours, theirs in names(range(len(model.layers)))}
    tensors["embeddings.word_embeddings.weight"] = state["words.weight"]
    tensors["embeddings.position_embeddings.weight"] = state["positions.weight"]
    if model.relative is not None:
        tensors[RELATIVE] = state["relative.weight"]
    tensors |= {theirs: state[ours] for ours, theirs in OWN.items()}
    save_file({name: tensor.float().contiguous() for name, tensor in tensors.items()}, path)


@torch.no_grad()
def average_with(model, first, share):
    """Moves a model back towards the one that it began from, whose weights get a share of the average (Wortsman et al. 2022)."""
    was = begin(first).state_dict()
    for name, tensor in model.state_dict().items():
        tensor.lerp_(was[name].to(tensor.device), share)


def read(folder, split, sets=SETS):
    examples = []
    for name in sets:
        with open(folder / f"{name}.{split}.jsonl") as lines:
            for line in lines:
                example = json.loads(line)
                if example["firsts"]:
                    example["task"] = name.split(".")[0]
                    for part in ("ids", "quotes", "firsts", "labels"):
                        example[part] = torch.tensor(example[part])
                    examples.append(example)
    return examples


def teacher(text):
    """A teacher's file and, behind a colon, what it teaches: all, where nothing is there."""
    path, _, tasks = text.partition(":")
    tasks = tasks.split("+") if tasks else list(LABELS)
    if unknown := set(tasks) - set(LABELS):
        raise argparse.ArgumentTypeError(f"{text}: nobody teaches {', '.join(unknown)}; there are {', '.join(LABELS)}")
    return Path(path), tasks


def fold(text):
    """Which articles to leave out: those whose number leaves the first when divided by the second."""
    rest, parts = text.split("/")
    return int(rest), int(parts)


def batches(examples, pieces, rng=None):
    """Batches of about so many pieces, padding counted; with `rng` in any order, of windows about equally long."""
    order = list(range(len(examples)))
    length = lambda at: len(examples[at]["ids"])
    if rng:
        rng.shuffle(order)
        # Windows are sorted among a few hundred neighbours, so that batches differ from epoch to epoch.
        pool = 512
        order = [at for i in range(0, len(order), pool) for at in sorted(order[i : i + pool], key=length)]
    else:
        order.sort(key=length)
    found, batch, longest = [], [], 0
    for at in order:
        longest_now = max(longest, length(at))
        if batch and longest_now * (len(batch) + 1) > pieces:
            found.append(batch)
            batch, longest_now = [], length(at)
        batch.append(at)
        longest = longest_now
    if batch:
        found.append(batch)
    if rng:
        rng.shuffle(found)
    return found


def recase(cases, rng):
    """Now and then a window in capitals, in small letters, or like a headline."""
    roll = rng.random()
    if roll < 0.08:
        letters = CASE_CAPITALS
    elif roll < 0.14:
        letters = CASE_SMALL
    elif roll < 0.18:
        letters = CASE_CAPITAL
    else:
        return cases
    return [letters if case in (CASE_SMALL, CASE_CAPITAL, CASE_CAPITALS, CASE_MIXED) else case for case in cases]


def collate(examples, rng=None):
    rows, length = len(examples), max(len(example["ids"]) for example in examples)
    ids, cases, quotes = (torch.zeros(rows, length, dtype=torch.long) for _ in range(3))
    mask = torch.zeros(rows, 1, 1, length)
    firsts = {task: [] for task in LABELS}
    labels = {task: [] for task in LABELS}
    seen, taught = {task: [] for task in LABELS}, {task: [] for task in LABELS}
    links, link_taught, links_labelled, words = [], [], True, 0
    for row, example in enumerate(examples):
        n = len(example["ids"])
        ids[row, :n] = example["ids"]
        cases[row, :n] = torch.tensor(recase(example["cases"], rng) if rng else example["cases"])
        quotes[row, :n] = example["quotes"]
        mask[row, :, :, n:] = -1e9
        places = row * length + example["firsts"]
        words += len(places) * (example["task"] in LABELS)
        if example["task"] in LABELS and not example.get("unlabelled"):
            firsts[example["task"]].append(places)
            labels[example["task"]].append(example["labels"])
        if "taught" in example:
            for task in LABELS:
                if task in example["taught"]:
                    seen[task].append(places)
                    taught[task].append(example["taught"][task])
            link_taught += [F.pad(ends, (0, length - n)) for ends in example["taught"].get("links", [])]
        # Where nobody teaches them, links that are not to be learned are left out.
        if example["links"] and (not example.get("unlabelled") or link_taught):
            links += [(row, *link) for link in example["links"]]
            links_labelled = links_labelled and not example.get("unlabelled")

    def joined(parts):
        return torch.cat(parts).to(DEVICE) if parts else torch.zeros(0, dtype=torch.long, device=DEVICE)

    return {
        "ids": ids.to(DEVICE),
        "cases": cases.to(DEVICE),
        "quotes": quotes.to(DEVICE),
        "mask": mask.to(DEVICE),
        "firsts": {task: joined(at) for task, at in firsts.items()},
        "labels": {task: joined(of) for task, of in labels.items()},
        "links": torch.tensor(links, dtype=torch.long).view(-1, 4).to(DEVICE),
        "seen": {task: joined(at) for task, at in seen.items()},
        "taught": {task: joined(of) for task, of in taught.items() if of},
        "links_labelled": links_labelled,
        "words": words,
        "link_taught": torch.stack(link_taught).to(DEVICE) if link_taught else None,
    }


def link_scores(model, x, links, mask):
    """For each link's first end the scores of all places in its window."""
    rows, start, _, kind = links.unbind(1)
    ends = model.link_to(x).view(*x.shape[:2], LINKS, LINK_SIZE)[rows, :, kind]
    starts = model.link_from(x[rows, start]).view(-1, LINKS, LINK_SIZE)
    starts = starts[torch.arange(len(rows), device=rows.device), kind]
    scores = torch.einsum("nd,nld->nl", starts, ends).float() / math.sqrt(LINK_SIZE)
    return scores + mask[rows, 0, 0]


@torch.no_grad()
def teach(teachers, examples, others_every):
    """What the teachers say of the words and links of each window, on average: log probabilities.

    `teachers` are paths with the tasks that each teaches; links go with quotes. One that teaches not all reads, beside
    the windows of its own tasks, one in so many of the others.
    """
    shares = {task: 1 / max(sum(task in tasks for _, tasks in teachers), 1) for task in LABELS}
    taught = [{} for _ in examples]
    for path, tasks in teachers:
        began = time.time()
        teacher = begin(path).to(DEVICE).eval()
        its = lambda at: len(tasks) == len(LABELS) or examples[at]["task"] in tasks or at % others_every == 0
        chosen_ones = [at for at in range(len(examples)) if its(at)]
        for chosen in batches([examples[at] for at in chosen_ones], 8192):
            chosen = [chosen_ones[at] for at in chosen]
            batch = collate([examples[at] | {"task": "none"} for at in chosen])
            places = torch.cat([row * batch["ids"].shape[1] + examples[at]["firsts"] for row, at in enumerate(chosen)])
            with torch.autocast(DEVICE, torch.bfloat16, enabled=SHORT):
                x = teacher(batch).float()
            words = x.reshape(-1, x.shape[-1])[places.to(DEVICE)]
            counts = [len(examples[at]["firsts"]) for at in chosen]
            for task in tasks:
                said = F.softmax(teacher.heads[task](words), -1).cpu() * shares[task]
                for at, part in zip(chosen, said.split(counts)):
                    taught[at][task] = taught[at].get(task, 0.0) + part
            if "quotes" in tasks and len(batch["links"]):
                ends = link_scores(teacher, x, batch["links"], batch["mask"])
                ends = F.softmax(ends, -1).cpu() * shares["quotes"]
                for at, part in zip(chosen, ends.split([len(examples[at]["links"]) for at in chosen])):
                    taught[at]["links"] = taught[at].get("links", 0.0) + part[:, : len(examples[at]["ids"])]
        print(f"{path} read {len(chosen_ones)} windows in {time.time() - began:.0f} s", flush=True)
    return [
        {task: (of if task == "links" else of.clamp(min=1e-6).log()).to(torch.float16) for task, of in lesson.items()}
        for lesson in taught
    ]


# How much what the teacher says counts beside the labels.
TAUGHT = 1.0


def losses(model, batch):
    x = model(batch)
    flat = x.reshape(-1, x.shape[-1])
    total, lesson = 0.0, 0.0
    for task, taught in batch["taught"].items():
        said = F.log_softmax(model.heads[task](model.drop(flat[batch["seen"][task]])).float(), -1)
        lesson = lesson + TAUGHT * F.kl_div(said, taught.float(), log_target=True, reduction="batchmean")
    for task, head in model.heads.items():
        at = batch["firsts"][task]
        if len(at):
            scores = head(model.drop(flat[at])).float()
            total = total + F.cross_entropy(scores, batch["labels"][task], ignore_index=-1, reduction="sum")
    if len(batch["links"]):
        scores = link_scores(model, x, batch["links"], batch["mask"])
        if batch["links_labelled"]:
            total = total + F.cross_entropy(scores, batch["links"][:, 2], reduction="sum")
        if batch["link_taught"] is not None:
            total = total + TAUGHT * F.cross_entropy(scores, batch["link_taught"].float(), reduction="sum")
    return total / max(batch["words"], 1) + lesson


def spans(labels):
    """Names as `labels::decode` reads them: a name cut short is one all the same."""
    found, start, kind = set(), None, None
    for at, label in enumerate([*labels, 0]):
        its, place = ((label - 1) // 4, (label - 1) % 4) if label else (None, None)
        if start is not None and not (its == kind and place in (1, 2)):
            found.add((start, at, kind))
            start = None
        if label and start is None:
            start, kind = at, its
        if label and place in (2, 3):
            found.add((start, at + 1, kind))
            start = None
    return found


def f1(gold, found, both):
    return 200 * both / max(gold + found, 1)


@torch.no_grad()
def evaluate(model, folder, name):
    examples = read(folder, "dev", [name])
    task = name.split(".")[0]
    counts, right, words, linked, links = {}, 0, 0, [0] * LINKS, [0] * LINKS
    for chosen in batches(examples, 4096):
        batch = collate([examples[at] for at in chosen])
        with torch.autocast(DEVICE, torch.bfloat16, enabled=SHORT):
            x = model(batch)
        at = batch["firsts"][task]
        best = model.heads[task](x.reshape(-1, x.shape[-1])[at].float()).argmax(-1)
        gold = batch["labels"][task]
        if task == "tags":
            right += int((best == gold).sum())
            words += int((gold >= 0).sum())
        elif task == "quotes":
            for kind in range(3):
                g, f = (gold + 1) // 2 == kind + 1, (best + 1) // 2 == kind + 1
                old = counts.get(kind, (0, 0, 0))
                counts[kind] = tuple(int(a + b) for a, b in zip(old, (g.sum(), f.sum(), (g & f).sum())))
            if len(batch["links"]):
                chosen_ends = link_scores(model, x.float(), batch["links"], batch["mask"]).argmax(-1)
                for kind in range(LINKS):
                    own = batch["links"][:, 3] == kind
                    links[kind] += int(own.sum())
                    linked[kind] += int((chosen_ends == batch["links"][:, 2])[own].sum())
        else:
            ends = list(itertools.accumulate(len(examples[i]["firsts"]) for i in chosen))
            g, f = set(), set()
            for start, end in zip([0, *ends], ends):
                g |= {(start + a, start + b, k) for a, b, k in spans(gold[start:end].tolist())}
                f |= {(start + a, start + b, k) for a, b, k in spans(best[start:end].tolist())}
            old = counts.get(0, (0, 0, 0))
            counts[0] = tuple(a + b for a, b in zip(old, (len(g), len(f), len(g & f))))
    if task == "tags":
        return f"{name}: {100 * right / max(words, 1):.2f}"
    parts = " ".join(f"{f1(*c):.2f}" for _, c in sorted(counts.items()))
    micro = f1(*map(sum, zip(*counts.values())))
    told = f"{name}: {micro:.2f}"
    if task == "quotes":
        shares = " ".join(f"{100 * a / max(b, 1):.1f}" for a, b in zip(linked, links))
        told += f" (source, cue, content {parts}; links {shares})"
    return told


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--base", type=Path, required=True)
    options.add_argument("--examples", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--begin", type=Path, help="where weights begin, instead of the base")
    options.add_argument("--keep", type=float, default=0, help="the share of those weights in the average that is saved at the end")
    options.add_argument("--teachers", type=lambda text: [teacher(part) for part in text.split(",")], default=[])
    options.add_argument("--unlabelled", choices=list(LABELS), help="learned from the teachers alone, not from its labels")
    options.add_argument("--others-every", type=int, default=1, help="a teacher of one task reads every so many windows of others")
    options.add_argument("--plain-every", type=int, default=1, help="every so many windows of the texts without labels")
    options.add_argument("--sets", type=lambda text: text.split(","), default=SETS)
    options.add_argument("--without", type=fold, help="rest/divisor of the numbers of the attributed articles to leave out")
    options.add_argument("--layers", type=lambda text: [int(layer) for layer in text.split(",")], help="all without it")
    options.add_argument("--epochs", type=int, default=3)
    options.add_argument("--rate", type=float, default=1e-4)
    options.add_argument("--pieces", type=int, default=2048)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--save-every", type=int, default=200)
    options = options.parse_args()

    torch.manual_seed(options.seed)
    torch.set_num_threads(2)
    torch.use_deterministic_algorithms(True)
    # On a GPU the faster kernels add up in any order.
    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
    torch.backends.cuda.enable_flash_sdp(False)
    torch.backends.cuda.enable_mem_efficient_sdp(False)
    torch.backends.cuda.enable_cudnn_sdp(False)
    options.out.mkdir(parents=True, exist_ok=True)
    examples = read(options.examples, "train", options.sets)
    if options.without:
        rest, parts = options.without
        kept = lambda example: example["task"] != "quotes" or example["article"] % parts != rest
        examples = [example for example in examples if kept(example)]
    model = begin(options.begin or options.base, options.layers).to(DEVICE)
    if options.teachers:
        if (options.examples / f"{PLAIN}.train.jsonl").exists():
            examples += read(options.examples, "train", [PLAIN])[:: options.plain_every]
        kept, asked = options.out / "taught.pt", f"{options.teachers} {options.others_every} {options.plain_every}"
        taught = torch.load(kept) if kept.exists() else {}
        if taught.get("asked") != asked:
            taught = {"asked": asked, "said": teach(options.teachers, examples, options.others_every)}
            torch.save(taught, kept)
        # Whether they spoke in this run or in one before.
        torch.manual_seed(options.seed)
        for example, lesson in zip(examples, taught["said"], strict=True):
            example["taught"] = lesson
            example["unlabelled"] = example["task"] == options.unlabelled
    new = ("cases", "quotes", "heads", "link_")
    groups = {(is_new, decays): [] for is_new in (True, False) for decays in (True, False)}
    for name, parameter in model.named_parameters():
        groups[(name.startswith(new), parameter.dim() > 1)].append(parameter)
    optimiser = torch.optim.AdamW(
        [
            {
                "params": parameters,
                "lr": 1e-3 if is_new else options.rate,
                "weight_decay": 0.01 if decays else 0.0,
            }
            for (is_new, decays), parameters in groups.items()
        ],
        fused=True,
    )
    # All epochs are laid out before the first, so that a run that goes on is the run that was begun.
    plan = [
        (epoch, batch)
        for epoch in range(options.epochs)
        for batch in batches(examples, options.pieces, random.Random(options.seed * 1000 + epoch))
    ]
    warm = int(0.06 * len(plan))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: (step + 1) / (warm + 1) if step < warm else (len(plan) - step) / (len(plan) - warm)
    )
    chance = torch.cuda if DEVICE == "cuda" else torch
    start, checkpoint = 0, options.out / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        schedule.load_state_dict(state["schedule"])
        chance.set_rng_state(state["random"])
        start = state["step"]
    print(f"{len(examples)} windows, {len(plan)} steps, from step {start}", flush=True)
    began, average = time.time(), None
    for step in range(start, len(plan)):
        epoch, chosen = plan[step]
        model.train()
        batch = collate([examples[at] for at in chosen], random.Random(options.seed * 7_000_003 + step))
        with torch.autocast(DEVICE, torch.bfloat16, enabled=SHORT):
            loss = losses(model, batch)
        # Of texts that nobody has labelled, no teacher may have read any of a batch: there is nothing to learn.
        if torch.is_tensor(loss):
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad()
            loss = loss.detach()
            average = loss if average is None else 0.98 * average + 0.02 * loss
        schedule.step()
        if step % 50 == 0:
            rate = (time.time() - began) / (step + 1 - start)
            print(f"step {step}/{len(plan)} loss {average.item():.4f} {rate:.3f} s a step", flush=True)
        done = step + 1 == len(plan)
        if done or plan[step + 1][0] != epoch:
            model.eval()
            if done and options.keep:
                average_with(model, options.begin, options.keep)
            for name in options.sets:
                print(f"epoch {epoch + 1}: {evaluate(model, options.examples, name)}", flush=True)
        if done or (step + 1) % options.save_every == 0:
            state = {
                "model": model.state_dict(),
                "optimiser": optimiser.state_dict(),
                "schedule": schedule.state_dict(),
                "random": chance.get_rng_state(),
                "step": step + 1,
            }
            torch.save(state, checkpoint.with_suffix(".part"))
            os.replace(checkpoint.with_suffix(".part"), checkpoint)
            save(model, options.out / "encoder.safetensors")


if __name__ == "__main__":
    main()
