//! Two starts on one folder.

use client::error::Code;
use server::{Env, Server};
use world::{World, both};

#[test]
fn a_second_client_on_a_folder_is_told_so_and_harms_nothing() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        world.settle().await;
        let second = client::Client::open(alice.setup()).await;
        assert_eq!(second.err().expect("A refusal").code, Code::FolderInUse);
        alice.says(&bob, "still here").await;
        world.settle().await;
        assert_eq!(bob.sees(&alice).await, "alice: still here");
        alice.crash().await;
        let second = client::Client::open(alice.setup())
            .await
            .expect("The folder is free again");
        assert_eq!(second.accounts().len(), 1);
    });
}

#[test]
fn a_second_server_on_a_folder_is_told_so_and_harms_nothing() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let env = Env {
            db_mode: db::Mode::Inline,
            ..Env::real()
        };
        let second = Server::open(world.server.folder(), server::Config::default(), env).await;
        assert!(second.is_err(), "the folder is taken");
        alice.says(&bob, "still here").await;
        world.settle().await;
        assert_eq!(bob.sees(&alice).await, "alice: still here");
    });
}
