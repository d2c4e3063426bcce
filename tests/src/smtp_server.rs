//! A mail server that takes everything, or misbehaves as a test tells it, and remembers what it got. It listens on a
//! free port of this machine, without encryption.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A running server; it stops when dropped.
#[derive(Debug)]
pub struct SmtpServer {
    /// Where it listens.
    pub port: u16,
    state: Arc<Mutex<State>>,
    task: JoinHandle<()>,
}

/// The end of the conversation, without a word.
pub const HANG_UP: &str = "";
/// Silence for ever.
pub const SILENCE: &str = "…";

#[derive(Debug, Default)]
struct State {
    rules: Vec<Rule>,
    mails: Vec<ReceivedMail>,
    connections: usize,
    commands: Vec<String>,
}

#[derive(Debug)]
struct Rule {
    command: String,
    answer: String,
    /// How often it still holds; `None` for always.
    left: Option<usize>,
}

/// A mail that was taken.
#[derive(Clone, Debug, Default)]
pub struct ReceivedMail {
    /// The address of the envelope.
    pub from: String,
    /// The addresses of the envelope.
    pub to: Vec<String>,
    /// Headers and body as they came, lines ended by a line feed.
    pub text: String,
}

impl ReceivedMail {
    /// The value of a header, unfolded; empty when there is none.
    pub fn header(&self, name: &str) -> String {
        let head =
            self.text.split("\n\n").next().unwrap_or_default().replace("\n ", " ").replace("\n\t", " ");
        let start = format!("{}:", name.to_lowercase());
        let line = head.lines().find(|line| line.to_lowercase().starts_with(&start));
        line.and_then(|line| line.split_once(':'))
            .map(|(_, value)| value.trim().to_owned())
            .unwrap_or_default()
    }
}

impl SmtpServer {
    /// Starts on a free port and takes every mail.
    pub async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let state = Arc::<Mutex<State>>::default();
        let shared = Arc::clone(&state);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let state = Arc::clone(&shared);
                lock(&state).connections += 1;
                // A client that goes away in the middle is one of the things that tests play.
                tokio::spawn(async move { talk(stream, &state).await.unwrap_or_default() });
            }
        });
        Self { port, state, task }
    }

    /// Answers commands that begin so from now on; a later rule comes before an earlier one. `.` ends a mail.
    pub fn answer(&self, command: &str, answer: &str) -> &Self {
        self.add(command, answer, None)
    }

    /// The same for the next such command only.
    pub fn answer_once(&self, command: &str, answer: &str) -> &Self {
        self.add(command, answer, Some(1))
    }

    /// Takes every mail again.
    pub fn behave(&self) -> &Self {
        lock(&self.state).rules.clear();
        self
    }

    /// Everything that was taken so far.
    pub fn mails(&self) -> Vec<ReceivedMail> {
        lock(&self.state).mails.clone()
    }

    /// How often somebody connected.
    pub fn connections(&self) -> usize {
        lock(&self.state).connections
    }

    /// How often a command that begins so was said.
    pub fn heard(&self, command: &str) -> usize {
        lock(&self.state).commands.iter().filter(|said| said.starts_with(command)).count()
    }

    fn add(&self, command: &str, answer: &str, left: Option<usize>) -> &Self {
        let rule = Rule { command: command.to_owned(), answer: answer.to_owned(), left };
        lock(&self.state).rules.insert(0, rule);
        self
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn lock(state: &Mutex<State>) -> std::sync::MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

impl State {
    fn answer_to(&mut self, command: &str) -> String {
        self.commands.push(command.to_owned());
        let rule = self
            .rules
            .iter_mut()
            .find(|rule| command.starts_with(&rule.command) && rule.left.is_none_or(|left| left > 0));
        if let Some(rule) = rule {
            rule.left = rule.left.map(|left| left - 1);
            return rule.answer.clone();
        }
        let word = command.split([' ', ':']).next().unwrap_or_default();
        let answer = match word {
            "EHLO" => "250-mx.corp.test\r\n250-SMTPUTF8\r\n250-8BITMIME\r\n250 AUTH PLAIN LOGIN",
            "AUTH" => "235 2.7.0 welcome",
            "DATA" => "354 go on",
            "QUIT" => "221 2.0.0 bye",
            "." => "250 2.0.0 taken",
            "MAIL" | "RCPT" | "NOOP" | "RSET" => "250 2.0.0 fine",
            _ => "502 5.5.2 what?",
        };
        answer.to_owned()
    }
}

async fn talk(stream: TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 mx.corp.test ESMTP\r\n").await?;
    let mut mail = ReceivedMail::default();
    while let Some(line) = lines.next_line().await? {
        let answer = lock(state).answer_to(&line);
        if answer == HANG_UP {
            return Ok(());
        }
        if answer == SILENCE {
            std::future::pending::<()>().await;
        }
        write.write_all(format!("{answer}\r\n").as_bytes()).await?;
        if let Some(address) = line.strip_prefix("MAIL FROM:") {
            mail = ReceivedMail { from: bare(address), ..ReceivedMail::default() };
        }
        if let Some(address) = line.strip_prefix("RCPT TO:").filter(|_| answer.starts_with("250")) {
            mail.to.push(bare(address));
        }
        if line == "DATA" && answer.starts_with("354") {
            while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                mail.text.push_str(line.strip_prefix('.').unwrap_or(&line));
                mail.text.push('\n');
            }
            let answer = {
                let mut state = lock(state);
                let answer = state.answer_to(".");
                if answer.starts_with("250") {
                    state.mails.push(std::mem::take(&mut mail));
                }
                answer
            };
            if answer == HANG_UP {
                return Ok(());
            }
            if answer == SILENCE {
                std::future::pending::<()>().await;
            }
            write.write_all(format!("{answer}\r\n").as_bytes()).await?;
        }
    }
    Ok(())
}

fn bare(address: &str) -> String {
    address.trim().trim_start_matches('<').split('>').next().unwrap_or_default().to_owned()
}
