//! A Node program of this folder as a person: told what to do in lines of JSON, heard in lines of JSON.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use serde_json::{Value, json};

/// Long enough for a busy machine; a package that needs longer hangs.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Package {
    child: Child,
    input: Option<ChildStdin>,
    lines: Receiver<Value>,
    reader: Option<JoinHandle<()>>,
    events: VecDeque<Value>,
}

impl Package {
    pub fn start(script: &str, environment: &[(&str, &str)]) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance");
        assert!(
            folder.join("node_modules").exists(),
            "run `npm ci` in tests/conformance, or `make test`"
        );
        let mut child = Command::new("node")
            .arg(script)
            .current_dir(folder)
            .envs(environment.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Node is installed");
        let (input, output) = (child.stdin.take(), child.stdout.take().unwrap());
        let (sender, lines) = channel();
        #[expect(
            clippy::disallowed_methods,
            reason = "a pipe is read to its end, and joined when dropped"
        )]
        let reader = std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                // The packages print notes of their own; only JSON objects are meant for the test.
                if let Ok(value @ Value::Object(_)) = serde_json::from_str(&line) {
                    let _ = sender.send(value);
                }
            }
        });
        Self {
            child,
            input,
            lines,
            reader: Some(reader),
            events: VecDeque::new(),
        }
    }

    /// Sends a command and gives its answer.
    pub fn ask(&mut self, what: &str, arguments: Value) -> Value {
        let mut line = arguments;
        line["do"] = json!(what);
        writeln!(self.input.as_mut().unwrap(), "{line}").unwrap();
        loop {
            let mut answer = self.next(what);
            if let Some(done) = answer.get_mut("done") {
                return done.take();
            }
            assert!(answer.get("failed").is_none(), "{what}: {}", answer["failed"]);
            self.events.push_back(answer);
        }
    }

    /// The next event that `fits`; earlier ones that do not are dropped.
    pub fn hear(&mut self, fits: impl Fn(&Value) -> bool) -> Value {
        loop {
            let event = self.events.pop_front().unwrap_or_else(|| self.next("an event"));
            if fits(&event) {
                return event;
            }
        }
    }

    fn next(&mut self, what: &str) -> Value {
        self.lines
            .recv_timeout(PATIENCE)
            .unwrap_or_else(|error| panic!("waiting for {what}: {error}"))
    }
}

impl Drop for Package {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.child.kill();
        let _ = self.child.wait();
        if let Some(reader) = self.reader.take() {
            let _ = reader.join();
        }
    }
}
