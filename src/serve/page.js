"use strict";
{
  const one = (id) => document.getElementById(id);
  const body = one("body"), status = one("status");
  const say = (text, bad = false) => {
    status.textContent = text;
    status.classList.toggle("bad", bad);
  };
  let document_ = "", count = 0;

  function job() {
    // A whole job may be pasted as well.
    try {
      const pasted = JSON.parse(body.value);
      if (pasted && typeof pasted === "object" && "body" in pasted) return body.value;
    } catch { /* It is an article. */ }
    const job = { id: `pasted-${++count}`, body: body.value };
    if (one("format").value) job.format = one("format").value;
    if (one("title").value.trim()) job.title = one("title").value.trim();
    return JSON.stringify(job);
  }
  function post(accept, sent) {
    return fetch("/v1/enrich", { method: "POST", headers: { "Content-Type": "application/json", Accept: accept }, body: sent });
  }
  async function read() {
    const sent = job(), start = performance.now();
    const answer = await post("application/json", sent);
    const text = await answer.text();
    if (!answer.ok) {
      const { code, message } = JSON.parse(text);
      return say(`${code}: ${message}`, true);
    }
    const took = performance.now() - start;
    const page = await post("text/html", sent);
    if (!page.ok) return say(`no page: ${page.status}`, true);
    one("view").srcdoc = await page.text();
    document_ = text;
    const found = JSON.parse(text);
    one("json").textContent = JSON.stringify(found, null, 2);
    one("result").hidden = false;
    document.body.classList.add("read");
    const many = (list, what) => `${list.length} ${what}${list.length === 1 ? "" : "s"}`;
    say(`${many(found.quotes, "quote")}, ${many(found.entities, "name")}, ${many(found.removed, "line")} taken out, in ${Math.round(took)} ms`);
    one("result").scrollIntoView({ block: "nearest" });
  }
  one("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = event.target.querySelector("[type=submit]");
    button.disabled = true;
    one("result").hidden = true;
    say("Reading…");
    try {
      await read();
    } catch (error) {
      say(`The server does not answer: ${error.message}`, true);
    } finally {
      button.disabled = false;
    }
  });
  one("sample").addEventListener("click", () => {
    body.value = one("article").content.textContent;
    one("format").value = "text";
    body.setSelectionRange(0, 0);
    body.focus();
    body.scrollTop = 0;
  });
  one("file").addEventListener("change", async ({ target }) => {
    const [file] = target.files;
    if (!file) return;
    body.value = await file.text();
    one("format").value = /\.html?$/i.test(file.name) ? "html" : "";
    target.value = "";
    body.focus();
  });
  body.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) one("form").requestSubmit();
  });
  const show = (json) => {
    one("json").hidden = !json;
    one("view").hidden = json;
    one("show-json").setAttribute("aria-pressed", String(json));
    one("show-view").setAttribute("aria-pressed", String(!json));
  };
  one("show-json").addEventListener("click", () => show(true));
  one("show-view").addEventListener("click", () => show(false));
  one("save").addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([document_, "\n"], { type: "application/json" }));
    link.download = "document.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
}
