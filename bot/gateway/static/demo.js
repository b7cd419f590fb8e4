// A plain page on which one can talk to the assistant; it only shows what the chat API sends.
const log = document.getElementById("log");
const form = document.getElementById("ask");
let session;

async function call(path, body) {
  const headers = { "Content-Type": "application/json" };
  if (session) headers.Authorization = `Bearer ${session}`;
  const response = await fetch(`/api/chat/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error.message);
  return answer;
}

function line(className, text) {
  const element = document.createElement("div");
  element.className = className;
  for (const part of text.split("\n")) {
    const paragraph = document.createElement("p");
    paragraph.textContent = part;
    element.append(paragraph);
  }
  log.append(element);
  log.scrollTop = log.scrollHeight;
  return element;
}

function show(message) {
  const element = line("it", message.text);
  for (const source of message.answer?.sources ?? []) {
    const link = document.createElement("a");
    link.href = source.url;
    link.textContent = `${source.title}: ${source.heading}`;
    const paragraph = document.createElement("p");
    paragraph.className = "sources";
    paragraph.append("Source: ", link, ` (checked on ${message.answer.reviewed})`);
    element.append(paragraph);
  }
  const list = document.createElement("ul");
  list.className = "choices";
  for (const choice of message.choices ?? []) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = choice.title;
    button.addEventListener("click", () => say(choice.title, { choice: choice.choice }));
    const item = document.createElement("li");
    item.append(button);
    list.append(item);
  }
  if (list.children.length) element.append(list);
}

async function say(shown, body) {
  line("me", shown);
  try {
    if (!session) session = (await call("sessions", {})).session;
    const { messages } = await call("messages", { id: crypto.randomUUID(), ...body });
    messages.forEach(show);
  } catch (problem) {
    line("it", problem.message);
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const { text } = form.elements;
  say(text.value, { text: text.value });
  text.value = "";
});
