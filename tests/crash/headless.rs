//! The headless client as a child process. Knows its words and nothing of what they do.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Far longer than anything here takes; a silence of this length is a failure.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Headless {
    child: Child,
    commands: ChildStdin,
    lines: Receiver<String>,
}

/// One message as the client shows it.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    pub id: String,
    pub state: String,
}

impl Headless {
    pub fn start(folder: &Path) -> Self {
        Self::run(Command::new(env!("CARGO_BIN_EXE_headless")).arg(folder))
    }

    /// On a system that lets no file of its become larger than so many blocks of 512 bytes, and says so as a disk does.
    pub fn start_where_files_end(folder: &Path, blocks: u32) -> Self {
        let limited = "trap '' XFSZ; ulimit -f \"$2\"; exec \"$0\" \"$1\"";
        let program = env!("CARGO_BIN_EXE_headless");
        Self::run(
            Command::new("sh")
                .args(["-c", limited, program])
                .arg(folder)
                .arg(blocks.to_string()),
        )
    }

    fn run(command: &mut Command) -> Self {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("The headless client starts");
        let commands = child.stdin.take().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let (send, lines) = channel();
        std::thread::spawn(move || {
            // Ends with the process; a last line without its end was cut off by the kill and counts for nothing.
            let mut out = out;
            let mut line = String::new();
            while matches!(out.read_line(&mut line), Ok(read) if read > 0) {
                let Some(whole) = line.strip_suffix('\n') else { return };
                if send.send(whole.to_owned()).is_err() {
                    return;
                }
                line.clear();
            }
        });
        let headless = Self { child, commands, lines };
        assert_eq!(headless.line(), "ready");
        headless
    }

    fn line(&self) -> String {
        self.lines.recv_timeout(PATIENCE).expect("The headless client answers")
    }

    fn command(&mut self, line: &str) {
        writeln!(self.commands, "{line}").expect("The headless client listens");
    }

    /// Registers and answers with the user ID.
    pub fn register(&mut self, address: &str, name: &str) -> String {
        self.command(&format!("register {address} {name} {name}-has-a-secret"));
        self.line().strip_prefix("registered ").expect("Registering").to_owned()
    }

    /// Begins to send; `accepted` collects.
    pub fn flood(&mut self, to: &str, count: u32, prefix: &str) {
        self.command(&format!("flood {to} {count} {prefix}"));
    }

    /// The next so many ids that were accepted.
    pub fn accepted(&self, count: usize) -> Vec<String> {
        (0..count)
            .map(|_| {
                self.line()
                    .strip_prefix("accepted ")
                    .expect("An accepted text")
                    .to_owned()
            })
            .collect()
    }

    /// What it answers to a word about files.
    pub fn asks(&mut self, words: &str) -> String {
        self.command(words);
        self.line()
    }

    pub fn go(&mut self) {
        self.command("go");
        assert_eq!(self.line(), "going");
    }

    pub fn settle(&mut self) {
        self.command("settle");
        assert_eq!(self.line(), "settled");
    }

    /// Begins to keep the newest so many messages; `accepted` collects.
    pub fn keep(&mut self, with: &str, count: usize) {
        self.command(&format!("keep {with} {count}"));
    }

    pub fn show(&mut self, with: &str) -> Vec<Row> {
        self.rows(&format!("show {with}"))
    }

    pub fn favourites(&mut self) -> Vec<Row> {
        self.rows("favourites")
    }

    fn rows(&mut self, command: &str) -> Vec<Row> {
        self.command(command);
        let mut rows = Vec::new();
        loop {
            let line = self.line();
            if line == "end" {
                return rows;
            }
            let words: Vec<&str> = line.splitn(4, ' ').collect();
            let ["row", id, state, _] = words.as_slice() else {
                panic!("Not a row: {line}")
            };
            rows.push(Row {
                id: (*id).to_owned(),
                state: (*state).to_owned(),
            });
        }
    }

    /// SIGKILL; what it had still said is the answer.
    pub fn kill(&mut self) -> Vec<String> {
        self.child.kill().expect("The headless client was running");
        self.child.wait().expect("It ended");
        let said: Vec<String> = self.lines.iter().collect();
        said.iter()
            .map(|line| line.strip_prefix("accepted ").expect("An accepted text").to_owned())
            .collect()
    }
}

impl Drop for Headless {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
