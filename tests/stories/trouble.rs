//! Bad input and trouble: what strangers send, and what cables, disks and clocks do.

mod absences;
mod clocks;
mod disks;
mod doors;
mod folders;
mod frames;
mod keychains;
mod links;
mod names;
mod pages;
mod requests;
mod restored;
mod texts;
