//! `tdu serve`: pages and API, until the process is asked to stop.

use std::net::SocketAddr;

use anyhow::Context;
use tdu_casework::{Addresses, Casework};
use tdu_web::{Stories, WebState};
use tokio::net::TcpListener;

use crate::cli::ServeArguments;
use crate::config::Config;
use crate::mail::Mailer;
use crate::provider::provider;
use crate::wiring::{open, say};

pub(crate) async fn run(config: Config, arguments: ServeArguments) -> anyhow::Result<()> {
    let config = Config {
        port: arguments.port.unwrap_or(config.port),
        ..config
    };
    let casework = open(&config).await?;
    let listener = listen(&config).await?;
    serve(casework, &config, listener, Serving::People, |address| {
        say(&format!("address: {address}"));
    })
    .await
}

/// Takes the address, so that a port already in use is told before anything else is done.
pub(crate) async fn listen(config: &Config) -> anyhow::Result<TcpListener> {
    let address = SocketAddr::new(config.listen, config.port);
    TcpListener::bind(address).await.with_context(|| {
        format!("l'adresse {address} n'est pas libre : choisissez un autre port avec --port")
    })
}

/// Whom a server is about.
pub(crate) enum Serving {
    /// Real people.
    People,
    /// Invented people, as every page says; some of them to follow.
    Demonstration(Option<Box<Stories>>),
}

/// Serves until asked to stop; requests under way are answered first.
pub(crate) async fn serve(
    casework: Casework,
    config: &Config,
    listener: TcpListener,
    serving: Serving,
    ready: impl FnOnce(&str),
) -> anyhow::Result<()> {
    let (demonstration, stories) = match serving {
        Serving::People => (false, None),
        Serving::Demonstration(stories) => (true, stories),
    };
    let address = config.address_at(listener.local_addr()?);
    let casework = match provider(config, &address)? {
        Some(provider) => casework.trusting(provider),
        None => casework,
    };
    let mailer = Mailer::of(config, &address)?;
    let casework = match &mailer {
        Some(_) => casework.sending_letters(),
        None => casework,
    };
    let casework = if config.webhooks_private || demonstration {
        casework.telling(Addresses::Private)
    } else {
        casework
    };
    let state = WebState::new(casework.clone(), &address)
        .behind_proxy(config.behind_proxy)
        .demonstration(demonstration)
        .telling(stories.map(|stories| *stories));
    let clock = tokio::spawn(crate::background::run(casework.clone(), mailer));
    ready(&address);
    let service = tdu_web::router(state).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service)
        .with_graceful_shutdown(asked_to_stop())
        .await?;
    clock.abort();
    Ok(casework.store().close().await?)
}

async fn asked_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = interrupted => {}
        () = terminated => {}
    }
}
