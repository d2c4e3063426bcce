//! A model behind the OpenAI protocol that does what a test tells it: answers, misbehaves, and remembers what
//! it was asked. It listens on a free port of this machine and speaks HTTP/1.1, one request a connection.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A running server; it stops when dropped.
#[derive(Debug)]
pub struct LlmServer {
    address: std::net::SocketAddr,
    script: Arc<Mutex<Script>>,
    task: JoinHandle<()>,
}

#[derive(Debug, Default)]
struct Script {
    next: VecDeque<Behaviour>,
    always: Option<Behaviour>,
    received: Vec<ReceivedRequest>,
}

/// What the server does with one request.
#[derive(Clone, Debug)]
pub enum Behaviour {
    /// Answers with this text: as a whole, or piece by piece when a stream is asked for.
    Reply(String),
    /// Answers with a status, an error in the protocol's form, and perhaps a `Retry-After` in seconds.
    Status(u16, Option<u64>),
    /// Answers with a status, a content type and a body of any kind.
    Raw(u16, &'static str, String),
    /// Sends these pieces of a stream as they are, the server's chunks cut exactly so, and then ends.
    Stream(Vec<Vec<u8>>),
    /// Sends the headers and this much of the answer, and then closes the connection in the middle.
    Cut(String),
    /// Says nothing for so long, and then answers with the text.
    Slow(Duration, String),
    /// Closes the connection without a word.
    HangUp,
}

/// What the server was asked.
#[derive(Clone, Debug)]
pub struct ReceivedRequest {
    /// With the query.
    pub path: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body; null when it was no JSON.
    pub body: Value,
}

impl ReceivedRequest {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The text of all messages, one after another.
    pub fn text(&self) -> String {
        let messages = self.body["messages"].as_array().map(Vec::as_slice).unwrap_or_default();
        messages.iter().filter_map(|message| message["content"].as_str()).collect::<Vec<_>>().join("\n")
    }
}

impl LlmServer {
    /// Starts on a free port. Without any instruction it answers `{}`.
    ///
    /// # Errors
    /// When no port is free.
    pub async fn start() -> std::io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let script = Arc::<Mutex<Script>>::default();
        let shared = Arc::clone(&script);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let script = Arc::clone(&shared);
                // A client that goes away in the middle is one of the things that tests play.
                tokio::spawn(async move { serve(stream, &script).await.unwrap_or_default() });
            }
        });
        Ok(Self { address, script, task })
    }

    /// The base URL to configure.
    pub fn base_url(&self) -> String {
        format!("http://{}/v1", self.address)
    }

    /// What to do with the next request that has no instruction yet.
    pub fn next(&self, behaviour: Behaviour) -> &Self {
        self.script().next.push_back(behaviour);
        self
    }

    /// Answers the next request with this value as the model's text.
    pub fn reply_json(&self, value: &Value) -> &Self {
        self.next(Behaviour::Reply(value.to_string()))
    }

    /// What to do with requests for which there is no instruction of their own.
    pub fn always(&self, behaviour: Behaviour) -> &Self {
        self.script().always = Some(behaviour);
        self
    }

    /// Everything that was asked so far.
    pub fn received(&self) -> Vec<ReceivedRequest> {
        self.script().received.clone()
    }

    fn script(&self) -> std::sync::MutexGuard<'_, Script> {
        self.script.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for LlmServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// One event of a stream that carries a piece of the answer.
pub fn piece(text: &str) -> Vec<u8> {
    event(&json!({"choices": [{"index": 0, "delta": {"content": text}}]}))
}

/// One event of a stream.
pub fn event(value: &Value) -> Vec<u8> {
    format!("data: {value}\n\n").into_bytes()
}

/// The events that end a stream well.
pub fn end() -> Vec<u8> {
    let mut bytes = event(&json!({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}));
    bytes.extend(event(&json!({"choices": [], "usage": {"prompt_tokens": 11, "completion_tokens": 7}})));
    bytes.extend(b"data: [DONE]\n\n");
    bytes
}

async fn serve(mut stream: TcpStream, script: &Mutex<Script>) -> std::io::Result<()> {
    let request = read_request(&mut stream).await?;
    let wants_stream = request.body["stream"] == true;
    let behaviour = {
        let mut script = script.lock().unwrap_or_else(PoisonError::into_inner);
        script.received.push(request);
        script.next.pop_front().or_else(|| script.always.clone())
    };
    match behaviour.unwrap_or_else(|| Behaviour::Reply("{}".to_owned())) {
        Behaviour::Reply(text) => reply(&mut stream, &text, wants_stream).await,
        Behaviour::Status(status, retry_after) => {
            let error = json!({"error": {"message": format!("told to answer {status}"), "type": "error", "code": null}});
            let wait = retry_after.map(|seconds| format!("retry-after: {seconds}\r\n")).unwrap_or_default();
            respond(&mut stream, status, "application/json", &wait, &error.to_string()).await
        }
        Behaviour::Raw(status, content_type, body) => {
            respond(&mut stream, status, content_type, "", &body).await
        }
        Behaviour::Stream(pieces) => send_stream(&mut stream, &pieces).await,
        Behaviour::Cut(text) => {
            let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1000000\r\n\r\n";
            stream.write_all(format!("{head}{text}").as_bytes()).await
        }
        Behaviour::Slow(wait, text) => {
            tokio::time::sleep(wait).await;
            reply(&mut stream, &text, wants_stream).await
        }
        Behaviour::HangUp => Ok(()),
    }
}

async fn read_request(stream: &mut TcpStream) -> std::io::Result<ReceivedRequest> {
    let mut bytes = Vec::new();
    let head_end = loop {
        if let Some(at) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break at;
        }
        read_some(stream, &mut bytes).await?;
    };
    let head = String::from_utf8_lossy(&bytes[..head_end]).into_owned();
    let mut lines = head.lines();
    let path = lines.next().and_then(|line| line.split(' ').nth(1)).unwrap_or_default().to_owned();
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()))
        .collect();
    let length =
        headers.iter().find(|(name, _)| name == "content-length").and_then(|(_, value)| value.parse().ok());
    let body_end = head_end + 4 + length.unwrap_or(0);
    while bytes.len() < body_end {
        read_some(stream, &mut bytes).await?;
    }
    let body = serde_json::from_slice(&bytes[head_end + 4..body_end]).unwrap_or_default();
    Ok(ReceivedRequest { path, headers, body })
}

async fn read_some(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> std::io::Result<()> {
    let mut buffer = [0; 8192];
    match stream.read(&mut buffer).await? {
        0 => Err(std::io::ErrorKind::UnexpectedEof.into()),
        count => {
            bytes.extend_from_slice(&buffer[..count]);
            Ok(())
        }
    }
}

async fn reply(stream: &mut TcpStream, text: &str, wants_stream: bool) -> std::io::Result<()> {
    if wants_stream {
        let characters: Vec<char> = text.chars().collect();
        let mut pieces: Vec<Vec<u8>> =
            characters.chunks(4).map(|chunk| piece(&chunk.iter().collect::<String>())).collect();
        pieces.push(end());
        return send_stream(stream, &pieces).await;
    }
    let answer = json!({
        "id": "chatcmpl-1", "object": "chat.completion", "model": "test",
        "choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}
    });
    respond(stream, 200, "application/json", "", &answer.to_string()).await
}

async fn respond(
    stream: &mut TcpStream,
    status: u16,
    content_type: &str,
    headers: &str,
    body: &str,
) -> std::io::Result<()> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status} Told\r\ncontent-type: {content_type}\r\ncontent-length: {length}\r\n{headers}connection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body.as_bytes()).await?;
    stream.shutdown().await
}

async fn send_stream(stream: &mut TcpStream, pieces: &[Vec<u8>]) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    stream
        .write_all(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n")
        .await?;
    for piece in pieces {
        stream.write_all(piece).await?;
        stream.flush().await?;
        // Lets the piece arrive alone, so that it is cut where the test wants it cut.
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    stream.shutdown().await
}
