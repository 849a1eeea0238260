"""Trains the encoder of the precise tier: one small transformer with heads for quotes, names and parts of speech.

  train.py --base BASE.safetensors --examples FOLDER --out FOLDER [--layers 0,1,2,3,4,5] [--epochs 3]
  train.py … --teachers A.safetensors,B.safetensors           one that learns from others too
  train.py … --begin A.safetensors --layers 0,2,4             a smaller one, begun from another's layers
  train.py … --sets quotes.polnear --without 0/3              one that has not seen every third article

Examples come from `wiremill train encoder examples`; FOLDER of --out gets encoder.safetensors, which
`wiremill train encoder pack` makes a model file, and checkpoint.pt, from which an interrupted run goes on.

The network is BERT's (Devlin et al. 2019), begun from MiniLM-L6 (Wang et al. 2020). Its vocabulary knows no case, so
the case of a piece's word is added as an embedding, and so is where the word stands to quotation marks. The links of
attributions are scored as biaffine parsers score arcs (Dozat and Manning 2017). A student (Hinton et al. 2015) learns
for every word of every set, and of texts that nobody has labelled, what its teachers say of all three, on average.

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

HIDDEN, HEADS, INNER, CASES, QUOTES = 384, 12, 1536, 6, 4
# In the order of `windows::Case`.
CASE_SMALL, CASE_CAPITAL, CASE_CAPITALS, CASE_MIXED = 1, 2, 3, 4
LABELS = {"quotes": 7, "names": 17, "tags": 49}
LINKS, LINK_SIZE = 3, 64
SETS = ["quotes.polnear", "names.conll", "names.worldwide", "tags.ewt", "tags.gum"]
PLAIN = "plain.texts"
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
# Processors without such numbers take twenty times as long with them.
SHORT = DEVICE == "cuda" or torch.ops.mkldnn._is_mkldnn_bf16_supported()


class Layer(nn.Module):
    def __init__(self, dropout):
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(HIDDEN, HIDDEN) for _ in range(3))
        self.attended = nn.Linear(HIDDEN, HIDDEN)
        self.attended_norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.inner = nn.Linear(HIDDEN, INNER)
        self.outer = nn.Linear(INNER, HIDDEN)
        self.outer_norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = dropout

    def drop(self, x):
        return F.dropout(x, self.dropout, self.training)

    def forward(self, x, mask):
        rows, length, _ = x.shape
        q, k, v = (
            part(x).view(rows, length, HEADS, HIDDEN // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        attended = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        attended = attended.transpose(1, 2).reshape(rows, length, HIDDEN)
        x = self.attended_norm(x + self.drop(self.attended(attended)))
        return self.outer_norm(x + self.drop(self.outer(F.gelu(self.inner(x)))))


class Encoder(nn.Module):
    def __init__(self, layers, vocabulary, positions, dropout=0.1):
        super().__init__()
        self.words = nn.Embedding(vocabulary, HIDDEN)
        self.positions = nn.Embedding(positions, HIDDEN)
        self.cases = nn.Embedding(CASES, HIDDEN)
        self.quotes = nn.Embedding(QUOTES, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.heads = nn.ModuleDict({name: nn.Linear(HIDDEN, n) for name, n in LABELS.items()})
        self.link_from = nn.Linear(HIDDEN, LINKS * LINK_SIZE)
        self.link_to = nn.Linear(HIDDEN, LINKS * LINK_SIZE)
        for table in (self.cases, self.quotes):
            nn.init.normal_(table.weight, std=0.02)
        for head in self.heads.values():
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)
        self.dropout = dropout

    def forward(self, batch):
        at = torch.arange(batch["ids"].shape[1], device=batch["ids"].device)
        x = self.words(batch["ids"]) + self.positions(at) + self.cases(batch["cases"]) + self.quotes(batch["quotes"])
        x = F.dropout(self.norm(x), self.dropout, self.training)
        for layer in self.layers:
            x = layer(x, batch["mask"])
        return x


def names(layers):
    """Yields the name of each of our tensors that the base has, and its name there."""
    yield "words.weight", "embeddings.word_embeddings.weight"
    for part in ("weight", "bias"):
        yield f"norm.{part}", f"embeddings.LayerNorm.{part}"
    for at, layer in enumerate(layers):
        base = f"encoder.layer.{layer}"
        for part in ("weight", "bias"):
            for ours, theirs in [
                ("query", "attention.self.query"),
                ("key", "attention.self.key"),
                ("value", "attention.self.value"),
                ("attended", "attention.output.dense"),
                ("attended_norm", "attention.output.LayerNorm"),
                ("inner", "intermediate.dense"),
                ("outer", "output.dense"),
                ("outer_norm", "output.LayerNorm"),
            ]:
                yield f"layers.{at}.{ours}.{part}", f"{base}.{theirs}.{part}"


def begin(path, layers):
    """A model with chosen layers of the base, or of a teacher."""
    with safe_open(path, "pt") as base:
        words = base.get_slice("embeddings.word_embeddings.weight").get_shape()[0]
        positions = base.get_tensor("embeddings.position_embeddings.weight")
        taught = "case_embeddings.weight" in base.keys()
        model = Encoder(len(layers), words, len(positions))
        state = model.state_dict()
        for ours, theirs in names(layers):
            state[ours].copy_(base.get_tensor(theirs))
        if taught:
            for ours, theirs in OWN.items():
                state[ours].copy_(base.get_tensor(theirs))
        else:
            # The base adds one token type to every piece.
            positions = positions + base.get_tensor("embeddings.token_type_embeddings.weight")[0]
        state["positions.weight"].copy_(positions)
    return model


def whole(path):
    """A trained model with all its layers."""
    with safe_open(path, "pt") as tensors:
        layers = {int(name.split(".")[2]) for name in tensors.keys() if name.startswith("encoder.layer.")}
    return begin(path, sorted(layers))


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
    tensors["embeddings.position_embeddings.weight"] = state["positions.weight"]
    tensors |= {theirs: state[ours] for ours, theirs in OWN.items()}
    save_file({name: tensor.float().contiguous() for name, tensor in tensors.items()}, path)


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
    links, seen, taught, link_taught = [], [], {task: [] for task in LABELS}, []
    for row, example in enumerate(examples):
        n = len(example["ids"])
        ids[row, :n] = example["ids"]
        cases[row, :n] = torch.tensor(recase(example["cases"], rng) if rng else example["cases"])
        quotes[row, :n] = example["quotes"]
        mask[row, :, :, n:] = -1e9
        places = row * length + example["firsts"]
        if example["task"] in LABELS:
            firsts[example["task"]].append(places)
            labels[example["task"]].append(example["labels"])
        if "taught" in example:
            seen.append(places)
            for task in LABELS:
                taught[task].append(example["taught"][task])
            link_taught += [F.pad(ends, (0, length - n)) for ends in example["taught"]["links"]]
        links += [(row, *link) for link in example["links"]]

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
        "seen": joined(seen),
        "taught": {task: joined(of) for task, of in taught.items()},
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
def teach(teachers, examples):
    """Notes with each window what the teachers say of its words and links, on average: log probabilities."""
    began = time.time()
    for chosen in batches(examples, 8192):
        batch = collate([examples[at] | {"task": "none"} for at in chosen])
        said, ends = {task: 0.0 for task in LABELS}, 0.0
        places = torch.cat([row * batch["ids"].shape[1] + examples[at]["firsts"] for row, at in enumerate(chosen)])
        for teacher in teachers:
            with torch.autocast(DEVICE, torch.bfloat16, enabled=SHORT):
                x = teacher(batch).float()
            words = x.reshape(-1, HIDDEN)[places.to(DEVICE)]
            for task, head in teacher.heads.items():
                said[task] = said[task] + F.softmax(head(words), -1) / len(teachers)
            if len(batch["links"]):
                ends = ends + F.softmax(link_scores(teacher, x, batch["links"], batch["mask"]), -1) / len(teachers)
        said = {task: of.clamp(min=1e-6).log().to(torch.float16).cpu() for task, of in said.items()}
        ends = ends.to(torch.float16).cpu() if len(batch["links"]) else None
        word = link = 0
        for at in chosen:
            example = examples[at]
            to, last = word + len(example["firsts"]), link + len(example["links"])
            example["taught"] = {task: of[word:to].clone() for task, of in said.items()}
            example["taught"]["links"] = [row[: len(example["ids"])].clone() for row in ends[link:last]] if last > link else []
            word, link = to, last
    print(f"{len(teachers)} teachers read {len(examples)} windows in {time.time() - began:.0f} s", flush=True)


# How much what the teacher says counts beside the labels.
TAUGHT = 1.0


def losses(model, batch):
    x = model(batch)
    flat = x.reshape(-1, HIDDEN)
    total, words = 0.0, 0
    lesson = 0.0
    if len(batch["seen"]):
        own = F.dropout(flat[batch["seen"]], model.dropout, model.training)
        for task, head in model.heads.items():
            taught = batch["taught"][task].float()
            lesson = lesson + F.kl_div(F.log_softmax(head(own).float(), -1), taught, log_target=True, reduction="sum")
        lesson = TAUGHT * lesson / len(own)
    for task, head in model.heads.items():
        at = batch["firsts"][task]
        if len(at):
            scores = head(F.dropout(flat[at], model.dropout, model.training)).float()
            total = total + F.cross_entropy(scores, batch["labels"][task], ignore_index=-1, reduction="sum")
            words += len(at)
    if len(batch["links"]):
        scores = link_scores(model, x, batch["links"], batch["mask"])
        total = total + F.cross_entropy(scores, batch["links"][:, 2], reduction="sum")
        if batch["link_taught"] is not None:
            total = total + TAUGHT * F.cross_entropy(scores, batch["link_taught"].float(), reduction="sum")
    return total / max(words, 1) + lesson


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
        best = model.heads[task](x.reshape(-1, HIDDEN)[at].float()).argmax(-1)
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
    options.add_argument("--teachers", type=lambda text: [Path(path) for path in text.split(",")], default=[])
    options.add_argument("--sets", type=lambda text: text.split(","), default=SETS)
    options.add_argument("--without", type=fold, help="rest/divisor of the numbers of the attributed articles to leave out")
    options.add_argument("--layers", default="0,1,2,3,4,5")
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
    layers = [int(layer) for layer in options.layers.split(",")]
    model = begin(options.begin or options.base, layers).to(DEVICE)
    if options.teachers:
        if (options.examples / f"{PLAIN}.train.jsonl").exists():
            examples += read(options.examples, "train", [PLAIN])
        teach([whole(teacher).to(DEVICE).eval() for teacher in options.teachers], examples)
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
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad()
        schedule.step()
        loss = loss.detach()
        average = loss if average is None else 0.98 * average + 0.02 * loss
        if step % 50 == 0:
            rate = (time.time() - began) / (step + 1 - start)
            print(f"step {step}/{len(plan)} loss {average.item():.4f} {rate:.3f} s a step", flush=True)
        done = step + 1 == len(plan)
        if done or plan[step + 1][0] != epoch:
            model.eval()
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
