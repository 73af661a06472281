//! Selkie's window as the person at the desk uses it: elements by their `data-testid` (or `.class`), real clicks and
//! keys. Whatever is waited for is waited for inside the page, so nothing here sleeps.

use std::cell::Cell;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::wire::Wire;

/// How long the page may take for anything, on a busy machine.
const PATIENCE_MS: u32 = 30_000;

/// Answers once the condition holds, whenever the page changes and every now and then: a picture that comes and what is
/// typed into a field change nothing there. Never by frames: a window that is not drawn has none.
const WAIT: &str = "
    const done = arguments[arguments.length - 1];
    const given = Array.from(arguments).slice(0, -1);
    const holds = () => (CONDITION)(...given);
    if (holds()) return done(true);
    const look = () => { if (holds()) { observer.disconnect(); clearInterval(timer); done(true); } };
    const observer = new MutationObserver(look);
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    const timer = setInterval(look, 200);
";

pub struct Window<'a> {
    wire: &'a Wire,
    session: String,
    inputs: Cell<u32>,
}

impl<'a> Window<'a> {
    pub async fn new(wire: &'a Wire, session: &str) -> Self {
        let window = Self {
            wire,
            session: format!("/session/{session}"),
            inputs: Cell::new(0),
        };
        let patience = json!({ "implicit": PATIENCE_MS, "script": PATIENCE_MS, "pageLoad": PATIENCE_MS });
        window.post("/timeouts", patience).await;
        window
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        match self
            .wire
            .call("POST", &format!("{}{path}", self.session), Some(body))
            .await
        {
            Ok(value) => value,
            Err(reason) => panic!("{reason}\nThe page says:\n{}", self.text().await),
        }
    }

    /// Everything that can be read in the window.
    pub async fn text(&self) -> String {
        let script = json!({ "script": "return document.body.innerText", "args": [] });
        match self
            .wire
            .call("POST", &format!("{}/execute/sync", self.session), Some(script))
            .await
        {
            Ok(text) => text.as_str().unwrap_or_default().to_owned(),
            Err(reason) => reason,
        }
    }

    async fn element(&self, testid: &str) -> String {
        let found = self
            .post("/element", json!({ "using": "css selector", "value": css(testid) }))
            .await;
        let id = found
            .as_object()
            .and_then(|found| found.values().next())
            .and_then(Value::as_str)
            .unwrap();
        format!("/element/{id}")
    }

    /// How often the person has clicked or filled a field in. Enter at a field's end belongs to the field.
    pub fn inputs(&self) -> u32 {
        self.inputs.get()
    }

    fn count(&self) {
        self.inputs.set(self.inputs.get() + 1);
    }

    pub async fn click(&self, testid: &str) {
        self.count();
        self.wait(
            "css => document.querySelector(css)?.matches(':enabled, :not(button, input, textarea)')",
            &[css(testid)],
        )
        .await;
        let element = self.element(testid).await;
        self.post(&format!("{element}/click"), json!({})).await;
    }

    /// Puts the text in place of what stands in a field, key by key.
    pub async fn write(&self, testid: &str, text: &str) {
        self.count();
        let element = self.element(testid).await;
        self.post(&format!("{element}/clear"), json!({})).await;
        self.post(&format!("{element}/value"), json!({ "text": text })).await;
    }

    /// Pastes a text into a field.
    pub async fn paste(&self, testid: &str, text: &str) {
        self.count();
        let script = "const clipboardData = new DataTransfer(); clipboardData.setData('text/plain', arguments[1]);
            arguments[0].dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))";
        self.on(testid, script, &[text.to_owned()]).await;
    }

    pub async fn press_enter(&self, testid: &str) {
        let element = self.element(testid).await;
        self.post(&format!("{element}/value"), json!({ "text": "\u{e007}" }))
            .await;
    }

    /// Presses Escape, wherever the focus is.
    pub async fn escape(&self) {
        let press = ["keyDown", "keyUp"].map(|what| json!({ "type": what, "value": "\u{e00c}" }));
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": press });
        self.post("/actions", json!({ "actions": [keyboard] })).await;
    }

    /// Presses keys together, wherever the focus is: the last one while the others are held.
    pub async fn press(&self, keys: &[&str]) {
        let down = keys.iter().map(|key| json!({ "type": "keyDown", "value": key }));
        let up = keys.iter().rev().map(|key| json!({ "type": "keyUp", "value": key }));
        let press: Vec<_> = down.chain(up).collect();
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": press });
        self.post("/actions", json!({ "actions": [keyboard] })).await;
    }

    /// Asks for the menu of an element. WebKit's driver would click with the first button too.
    pub async fn right_click(&self, testid: &str) {
        self.count();
        let ask = "const { left, top } = arguments[0].getBoundingClientRect();
            arguments[0].dispatchEvent(new MouseEvent('contextmenu',
                { bubbles: true, cancelable: true, button: 2, clientX: left + 40, clientY: top + 20 }))";
        self.on(testid, ask, &[]).await;
    }

    /// Takes one element with the mouse, and lets go of it over another.
    pub async fn drag(&self, testid: &str, onto: &str) {
        self.count();
        self.element(testid).await;
        let middle = "return arguments.map(css => { const { left, top, height } =
            document.querySelector(css).getBoundingClientRect(); return [left + 60, top + height / 2].map(Math.round); })";
        let middle = middle.replace("arguments.map", "[...arguments].map");
        let at = self.run(&middle, &[css(testid), css(onto)]).await;
        let moves = |to: &Value, ms: u32| json!({ "type": "pointerMove", "duration": ms, "x": to[0], "y": to[1] });
        let hold = ["pointerDown", "pointerUp"].map(|what| json!({ "type": what, "button": 0 }));
        let [down, up] = hold;
        let near = json!([at[0][0], at[0][1].as_i64().unwrap_or_default() + 12]);
        let steps = json!([
            moves(&at[0], 0),
            down,
            moves(&near, 60),
            moves(&at[1], 200),
            moves(&at[1], 60),
            up
        ]);
        let mouse =
            json!({ "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" }, "actions": steps });
        self.post("/actions", json!({ "actions": [mouse] })).await;
    }

    /// Gives files to a picker of them, as the system's own dialog would.
    pub async fn give(&self, testid: &str, files: &[(&str, &[u8])]) {
        let script = "const given = new DataTransfer();
            for (let at = 1; at < arguments.length; at += 2) {
                const bytes = Uint8Array.from(atob(arguments[at + 1]), (sign) => sign.charCodeAt(0));
                given.items.add(new File([bytes], arguments[at]));
            }
            arguments[0].files = given.files;
            arguments[0].dispatchEvent(new Event('change', { bubbles: true }));";
        let given: Vec<_> = files
            .iter()
            .flat_map(|(name, bytes)| [(*name).to_owned(), STANDARD.encode(bytes)])
            .collect();
        self.on(testid, script, &given).await;
    }

    /// Chooses a value in a list of choices, as its keys would.
    pub async fn choose(&self, testid: &str, value: &str) {
        let script = "arguments[0].value = arguments[1];
            arguments[0].dispatchEvent(new Event('change', { bubbles: true }));";
        self.on(testid, script, &[value.to_owned()]).await;
    }

    /// Clicks what the driver finds hidden, such as the input beneath a drawn choice.
    pub async fn tick(&self, testid: &str) {
        self.on(testid, "arguments[0].click()", &[]).await;
    }

    /// Runs a script on an element, which is its first argument, once it is there: much is loaded when it is opened.
    pub async fn on(&self, testid: &str, script: &str, arguments: &[String]) {
        self.wait("css => document.querySelector(css) !== null", &[css(testid)])
            .await;
        let script = format!(
            "const [css, ...given] = arguments;
             (function () {{ {script} }})(document.querySelector(css), ...given);"
        );
        self.run(&script, &[&[css(testid)], arguments].concat()).await;
    }

    /// How many elements there are.
    pub async fn how_many(&self, testid: &str) -> u64 {
        let count = "return document.querySelectorAll(arguments[0]).length";
        self.run(count, &[css(testid)]).await.as_u64().unwrap()
    }

    /// Waits until the element is there, and reads it.
    pub async fn read(&self, testid: &str) -> String {
        let element = self.element(testid).await;
        let path = format!("{}{element}/text", self.session);
        self.wire
            .call("GET", &path, None)
            .await
            .unwrap()
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// What a field holds.
    pub async fn value(&self, testid: &str) -> String {
        let read = self
            .run("return document.querySelector(arguments[0]).value", &[css(testid)])
            .await;
        read.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until some element with this `data-testid` contains the text.
    pub async fn sees(&self, testid: &str, text: &str) {
        let condition = "(css, text) => [...document.querySelectorAll(css)].some(e => e.innerText.includes(text))";
        self.wait(condition, &[css(testid), text.to_owned()]).await;
    }

    /// Waits until the element says this in `data-state`.
    pub async fn state(&self, testid: &str, state: &str) {
        let condition = "(css, state) => document.querySelector(css)?.dataset.state === state";
        self.wait(condition, &[css(testid), state.to_owned()]).await;
    }

    /// Waits until the message with this text is in this state, and there is just one of it.
    pub async fn sees_message(&self, text: &str, state: &str) {
        let condition = "(css, text, state) => { const found = [...document.querySelectorAll(css)]
            .filter(e => e.innerText.includes(text)); return found.length === 1 && found[0].dataset.state === state; }";
        self.wait(condition, &[css("message"), text.to_owned(), state.to_owned()])
            .await;
    }

    /// Waits until a condition on the arguments holds in the page.
    pub async fn wait(&self, condition: &str, arguments: &[String]) {
        let script = WAIT.replace("CONDITION", condition);
        self.post("/execute/async", json!({ "script": script, "args": arguments }))
            .await;
    }

    pub async fn run(&self, script: &str, arguments: &[String]) -> Value {
        self.post("/execute/sync", json!({ "script": script, "args": arguments }))
            .await
    }

    pub async fn run_async(&self, script: &str) -> Value {
        self.post("/execute/async", json!({ "script": script, "args": [] }))
            .await
    }

    /// Runs a script with arguments of any kind, and waits until it calls its last one.
    pub async fn run_script(&self, script: &str, arguments: &[Value]) -> Value {
        self.post("/execute/async", json!({ "script": script, "args": arguments }))
            .await
    }

    pub async fn minimize(&self) {
        self.post("/window/minimize", json!({})).await;
    }

    /// Gives the window this size, and waits until the page has it.
    pub async fn resize(&self, width: u32, height: u32) {
        let wanted = json!({ "x": 0, "y": 0, "width": width, "height": height });
        self.post("/window/rect", wanted).await;
        let there = "(width, height) => innerWidth === Number(width) && innerHeight === Number(height)";
        self.wait(there, &[width.to_string(), height.to_string()]).await;
    }

    /// Waits until nothing moves and what was changed is drawn.
    pub async fn rest(&self) {
        let script = "const done = arguments[0];
            const still = () => document.getAnimations().every(a => a.playState !== 'running' || a.effect.getComputedTiming().iterations === Infinity);
            const frame = () => requestAnimationFrame(() => requestAnimationFrame(() => still() ? done() : frame()));
            document.fonts.ready.then(frame);";
        self.run_async(script).await;
    }

    pub async fn reload(&self) {
        self.post("/refresh", json!({})).await;
    }

    /// Lets go of an app that has ended by itself.
    pub async fn forget(self) {
        // The driver may have noticed already.
        let _ = self.wire.call("DELETE", &self.session, None).await;
    }

    /// Ends the app.
    pub async fn close(self) {
        self.wire.call("DELETE", &self.session, None).await.unwrap();
    }
}

/// A `data-testid`, or a selector of its own where it is none.
fn css(name: &str) -> String {
    if name.contains(['.', '[']) {
        name.to_owned()
    } else {
        format!("[data-testid=\"{name}\"]")
    }
}
