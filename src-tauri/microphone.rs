//! This computer's microphone, as the system has chosen it. Knows nothing of what is said.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use client::microphone::{Listening, Microphone, NoMicrophone};
use cpal::{
    Device, Error, ErrorKind, FromSample, SampleFormat, SizedSample, Stream, StreamConfig,
    traits::{DeviceTrait as _, HostTrait as _, StreamTrait as _},
};
use futures_util::{StreamExt as _, stream};
use tokio::sync::mpsc;

/// Pieces that wait, some seconds of sound. Who is slower than that loses some.
const MOST_WAITING: usize = 512;

pub struct SoundCard;

impl Microphone for SoundCard {
    fn open(&self) -> Result<Listening, NoMicrophone> {
        open().map_err(|error| {
            tracing::info!("No microphone can be used: {error}");
            NoMicrophone
        })
    }
}

type Pieces = mpsc::Sender<Vec<f32>>;

fn open() -> Result<Listening, Error> {
    let device = cpal::default_host().default_input_device();
    let device = device.ok_or(Error::from(ErrorKind::DeviceNotAvailable))?;
    let supported = device.default_input_config()?;
    let config = supported.config();
    let (pieces, heard) = mpsc::channel(MOST_WAITING);
    let stream = match supported.sample_format() {
        SampleFormat::F32 => listen::<f32>(&device, config, pieces),
        SampleFormat::F64 => listen::<f64>(&device, config, pieces),
        SampleFormat::I8 => listen::<i8>(&device, config, pieces),
        SampleFormat::I16 => listen::<i16>(&device, config, pieces),
        SampleFormat::I32 => listen::<i32>(&device, config, pieces),
        SampleFormat::U8 => listen::<u8>(&device, config, pieces),
        SampleFormat::U16 => listen::<u16>(&device, config, pieces),
        _ => Err(ErrorKind::UnsupportedConfig.into()),
    }?;
    stream.play()?;
    // The stream is held by whoever listens, and ends with him.
    let sound = stream::unfold((heard, stream), async |(mut heard, stream)| {
        let piece = heard.recv().await?;
        Some((piece, (heard, stream)))
    });
    Ok(Listening {
        rate: config.sample_rate,
        sound: sound.boxed(),
    })
}

fn listen<T>(device: &Device, config: StreamConfig, pieces: Pieces) -> Result<Stream, Error>
where
    T: SizedSample,
    f32: FromSample<T>,
{
    let channels = usize::from(config.channels.max(1));
    let pieces = Arc::new(Mutex::new(Some(pieces)));
    let ended = pieces.clone();
    device.build_input_stream(
        config,
        move |samples: &[T], _: &_| {
            let of_one = |frame: &[T]| {
                let sum: f32 = frame.iter().map(|sample| f32::from_sample_(*sample)).sum();
                sum / channels as f32
            };
            let piece = samples.chunks_exact(channels).map(of_one).collect();
            if let Some(pieces) = &*held(&pieces) {
                // Nobody listens any more, or too slowly.
                let _ = pieces.try_send(piece);
            }
        },
        move |error: Error| match error.kind() {
            ErrorKind::Xrun | ErrorKind::DeviceChanged | ErrorKind::RealtimeDenied => {}
            _ => {
                tracing::info!("The microphone went away: {error}");
                held(&ended).take();
            }
        },
        None,
    )
}

fn held(pieces: &Mutex<Option<Pieces>>) -> MutexGuard<'_, Option<Pieces>> {
    pieces.lock().unwrap_or_else(PoisonError::into_inner)
}
