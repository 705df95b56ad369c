//! Fifty who ask: each keeps its connection and asks again after a pause.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

const CONNECTIONS: u32 = 50;
const REQUESTS_EACH: u32 = 40;
/// Between two requests of a connection: far shorter than what a person takes.
const PAUSE: Duration = Duration::from_millis(500);

/// What a load told.
pub(crate) struct Told {
    pub(crate) median: Duration,
    pub(crate) p99: Duration,
    pub(crate) rate: f64,
    pub(crate) bytes: usize,
}

/// Somebody who asks the same thing again and again.
pub(crate) trait Asking: Send + 'static {
    /// Asks once and tells how many bytes came.
    fn ask(&mut self) -> impl Future<Output = usize> + Send;
}

/// A browser with its connection.
pub(crate) struct Browser {
    stream: TcpStream,
    request: Vec<u8>,
}

/// Asks at a steady pace, every connection in its own turn, and times each answer.
pub(crate) async fn steady<A: Asking>(open: impl AsyncFn() -> A) -> Told {
    let began = Instant::now();
    let mut all = JoinSet::new();
    for turn in 0..CONNECTIONS {
        let mut asking = open().await;
        all.spawn(async move {
            tokio::time::sleep(PAUSE * turn / CONNECTIONS).await;
            let mut turn = tokio::time::interval(PAUSE);
            let mut times = Vec::new();
            let mut bytes = 0;
            for _ in 0..REQUESTS_EACH {
                turn.tick().await;
                let asked = Instant::now();
                bytes = asking.ask().await;
                times.push(asked.elapsed());
            }
            (times, bytes)
        });
    }
    let answers = all.join_all().await;
    let took = began.elapsed();
    let bytes = answers.iter().map(|(_, bytes)| *bytes).max().unwrap_or(0);
    let times: Vec<Duration> = answers.into_iter().flat_map(|(times, _)| times).collect();
    let rate = times.len() as f64 / took.as_secs_f64();
    let (median, p99) = percentiles(times);
    Told {
        median,
        p99,
        rate,
        bytes,
    }
}

/// The median and the 99th percentile.
pub(crate) fn percentiles(mut times: Vec<Duration>) -> (Duration, Duration) {
    times.sort_unstable();
    (times[times.len() / 2], times[times.len() * 99 / 100])
}

/// Requests a second when nobody pauses.
pub(crate) async fn flat_out(address: SocketAddr, path: &str, token: &str) -> f64 {
    let began = Instant::now();
    let mut browsers = JoinSet::new();
    for _ in 0..CONNECTIONS {
        let mut browser = Browser::open(address, path, token).await;
        browsers.spawn(async move {
            for _ in 0..REQUESTS_EACH / 2 {
                browser.ask().await;
            }
        });
    }
    browsers.join_all().await;
    f64::from(CONNECTIONS * REQUESTS_EACH / 2) / began.elapsed().as_secs_f64()
}

/// Asks once.
pub(crate) async fn once(address: SocketAddr, path: &str, token: &str) {
    Browser::open(address, path, token).await.ask().await;
}

impl Browser {
    pub(crate) async fn open(address: SocketAddr, path: &str, token: &str) -> Self {
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {address}\r\nCookie: tdu_session={token}\r\nAccept-Language: fr\r\n\r\n"
        );
        Self {
            stream: TcpStream::connect(address).await.unwrap(),
            request: request.into_bytes(),
        }
    }
}

impl Asking for Browser {
    /// Sends the request and reads its whole answer; returns its length.
    async fn ask(&mut self) -> usize {
        self.stream.write_all(&self.request).await.unwrap();
        let mut answer = Vec::with_capacity(64 * 1024);
        loop {
            let read = self.stream.read_buf(&mut answer).await.unwrap();
            assert!(read > 0, "the server closed the connection");
            let Some(end) = answer.windows(4).position(|window| window == b"\r\n\r\n") else {
                continue;
            };
            let head = String::from_utf8_lossy(&answer[..end]).to_ascii_lowercase();
            assert!(head.starts_with("http/1.1 200"), "{head}");
            let whole = match head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "))
            {
                Some(length) => answer.len() >= end + 4 + length.trim().parse::<usize>().unwrap(),
                None => answer.ends_with(b"\r\n0\r\n\r\n"),
            };
            if whole {
                return answer.len();
            }
        }
    }
}
