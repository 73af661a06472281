//! The C side of the disk: a `sqlite3_vfs` and its files, each of which hands on to the system's own. All that decides
//! is in `state`; here are only pointers, and the reasons why they hold.

use std::ffi::{CStr, CString, OsStr, c_char, c_int, c_void};
use std::mem::size_of;
use std::path::PathBuf;
use std::ptr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rusqlite::ffi::{self, sqlite3_file, sqlite3_io_methods, sqlite3_vfs};

use super::File;
use super::state::{Opened, Raw, State};

/// A VFS known to SQLite. Its memory is never given back, because SQLite may still hold it in an open connection; what
/// it grows to is a few hundred bytes a disk.
pub(super) struct Registration {
    vfs: *mut sqlite3_vfs,
    name: &'static CStr,
}

// SAFETY: the pointer is only used to unregister, which SQLite guards with a mutex of its own.
unsafe impl Send for Registration {}
// SAFETY: as above; nothing is reachable through a shared reference but the name, which never changes.
unsafe impl Sync for Registration {}

/// What `pAppData` points to.
struct Context {
    state: Arc<State>,
    system: *mut sqlite3_vfs,
}

/// Our file: SQLite's head first, then ours, then (in the same block) the system's file.
#[repr(C)]
struct Shim {
    head: sqlite3_file,
    context: *const Context,
    opened: *mut Opened,
}

impl Registration {
    pub(super) fn new(state: Arc<State>) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let name = format!("faults-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let name: &'static CStr = Box::leak(CString::new(name).unwrap().into_boxed_c_str());
        // SAFETY: SQLite's default VFS lives as long as the process, and it is only read here.
        let (system, default) = unsafe {
            let system = ffi::sqlite3_vfs_find(ptr::null());
            (system, &*system)
        };
        let vfs = Box::into_raw(Box::new(sqlite3_vfs {
            iVersion: 2,
            szOsFile: c_int::try_from(size_of::<Shim>()).unwrap() + default.szOsFile,
            mxPathname: default.mxPathname,
            pNext: ptr::null_mut(),
            zName: name.as_ptr(),
            pAppData: Box::into_raw(Box::new(Context { state, system })).cast(),
            xOpen: Some(open),
            xDelete: Some(delete),
            xAccess: Some(access),
            xFullPathname: Some(full_path_name),
            xDlOpen: None,
            xDlError: None,
            xDlSym: None,
            xDlClose: None,
            xRandomness: Some(randomness),
            xSleep: Some(sleep),
            xCurrentTime: Some(current_time),
            xGetLastError: Some(last_error),
            xCurrentTimeInt64: Some(current_time_i64),
            xSetSystemCall: None,
            xGetSystemCall: None,
            xNextSystemCall: None,
        }));
        // SAFETY: all that SQLite will reach through the pointer was leaked on purpose and is valid for ever.
        assert_eq!(unsafe { ffi::sqlite3_vfs_register(vfs, 0) }, ffi::SQLITE_OK);
        Self { vfs, name }
    }

    pub(super) fn name(&self) -> String {
        self.name.to_str().unwrap().to_owned()
    }
}

impl Drop for Registration {
    fn drop(&mut self) {
        // SAFETY: it was registered in `new`. Open connections keep using its memory, which stays.
        unsafe { ffi::sqlite3_vfs_unregister(self.vfs) };
    }
}

/// SAFETY of all callers: SQLite hands us only the VFS that `new` filled, whose `pAppData` is a leaked `Context`.
unsafe fn context<'a>(vfs: *mut sqlite3_vfs) -> &'a Context {
    // SAFETY: see above.
    unsafe { &*(*vfs).pAppData.cast::<Context>() }
}

/// SAFETY of all callers: SQLite hands us only files that `open` filled, with `szOsFile` bytes behind the pointer.
unsafe fn parts<'a>(file: *mut sqlite3_file) -> (&'a State, &'a Opened, System) {
    let shim = file.cast::<Shim>();
    // SAFETY: see above; `opened` lives until `close`, and the system's file lies right behind `Shim`.
    unsafe { (&(*(*shim).context).state, &*(*shim).opened, System(shim.add(1).cast())) }
}

/// The system's file behind ours, opened.
struct System(*mut sqlite3_file);

impl System {
    fn methods(&self) -> &sqlite3_io_methods {
        // SAFETY: a `System` is only made for files that the system's VFS opened, which set their methods.
        unsafe { &*(*self.0).pMethods }
    }
}

impl Raw for System {
    fn read(&self, offset: u64, bytes: &mut [u8]) {
        let (length, offset) = (c_int::try_from(bytes.len()).unwrap(), offset.cast_signed());
        // SAFETY: the buffer is as long as we say.
        let code = unsafe { self.methods().xRead.unwrap()(self.0, bytes.as_mut_ptr().cast(), length, offset) };
        assert_eq!(code, ffi::SQLITE_OK, "what lies on the disk can be read");
    }

    fn write(&self, offset: u64, bytes: &[u8]) -> i32 {
        let (length, offset) = (c_int::try_from(bytes.len()).unwrap(), offset.cast_signed());
        // SAFETY: the buffer is as long as we say.
        unsafe { self.methods().xWrite.unwrap()(self.0, bytes.as_ptr().cast(), length, offset) }
    }

    fn truncate(&self, size: u64) -> i32 {
        // SAFETY: the file is open.
        unsafe { self.methods().xTruncate.unwrap()(self.0, size.cast_signed()) }
    }

    fn sync(&self) -> i32 {
        // SAFETY: the file is open.
        unsafe { self.methods().xSync.unwrap()(self.0, ffi::SQLITE_SYNC_NORMAL) }
    }

    fn size(&self) -> u64 {
        let mut size = 0;
        // SAFETY: the file is open, and the size outlives the call.
        let code = unsafe { self.methods().xFileSize.unwrap()(self.0, &mut size) };
        assert_eq!(code, ffi::SQLITE_OK, "an open file has a size");
        size.cast_unsigned()
    }
}

static METHODS: sqlite3_io_methods = sqlite3_io_methods {
    // Version 2: no memory mapping, so that every write passes here.
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

unsafe extern "C" fn open(
    vfs: *mut sqlite3_vfs,
    name: *const c_char,
    file: *mut sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: SQLite's contract for xOpen: `file` has szOsFile bytes, `name` is null or a string that outlives the file.
    unsafe {
        (*file).pMethods = ptr::null();
        let context = context(vfs);
        let path = (!name.is_null()).then(|| path(CStr::from_ptr(name)));
        let kind = match flags {
            _ if flags & ffi::SQLITE_OPEN_MAIN_DB != 0 => File::Database,
            _ if flags & ffi::SQLITE_OPEN_WAL != 0 => File::Log,
            _ => File::Other,
        };
        let Some(opened) = context.state.open(path, kind) else {
            return ffi::SQLITE_CANTOPEN;
        };
        let shim = file.cast::<Shim>();
        let system = shim.add(1).cast::<sqlite3_file>();
        let code = (*context.system).xOpen.unwrap()(context.system, name, system, flags, out);
        if code != ffi::SQLITE_OK {
            if !(*system).pMethods.is_null() {
                (*(*system).pMethods).xClose.unwrap()(system);
            }
            return code;
        }
        (*shim).context = context;
        (*shim).opened = Box::into_raw(Box::new(opened));
        (*file).pMethods = &METHODS;
        ffi::SQLITE_OK
    }
}

unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    // SAFETY: SQLite closes a file once and uses it no more; `opened` came from a box in `open`.
    unsafe {
        let (_, _, system) = parts(file);
        let code = system.methods().xClose.unwrap()(system.0);
        drop(Box::from_raw((*file.cast::<Shim>()).opened));
        (*file).pMethods = ptr::null();
        code
    }
}

unsafe extern "C" fn read(file: *mut sqlite3_file, to: *mut c_void, length: c_int, offset: i64) -> c_int {
    // SAFETY: SQLite's contract for xRead, handed on as it is.
    unsafe {
        let (state, opened, system) = parts(file);
        if state.is_gone(opened) {
            return ffi::SQLITE_IOERR_READ;
        }
        system.methods().xRead.unwrap()(system.0, to, length, offset)
    }
}

unsafe extern "C" fn write(file: *mut sqlite3_file, from: *const c_void, length: c_int, offset: i64) -> c_int {
    // SAFETY: SQLite's contract for xWrite: `length` bytes at `from`.
    unsafe {
        let (state, opened, system) = parts(file);
        let bytes = std::slice::from_raw_parts(from.cast::<u8>(), usize::try_from(length).unwrap());
        state.write(opened, &system, offset.cast_unsigned(), bytes)
    }
}

unsafe extern "C" fn truncate(file: *mut sqlite3_file, size: i64) -> c_int {
    // SAFETY: the file is one of ours.
    let (state, opened, system) = unsafe { parts(file) };
    state.truncate(opened, &system, size.cast_unsigned())
}

unsafe extern "C" fn sync(file: *mut sqlite3_file, _flags: c_int) -> c_int {
    // SAFETY: the file is one of ours.
    let (state, opened, system) = unsafe { parts(file) };
    state.sync(opened, &system)
}

/// Methods that only hand on; those that carry a code fail with it once the power was cut.
macro_rules! hand_on {
    ($($name:ident = $method:ident($($argument:ident: $type:ty),*) $(unless gone $code:ident)?;)*) => {$(
        unsafe extern "C" fn $name(file: *mut sqlite3_file, $($argument: $type),*) -> c_int {
            // SAFETY: the file is one of ours, and SQLite's contract for the method is handed on as it is.
            unsafe {
                let (_state, _opened, system) = parts(file);
                $(if _state.is_gone(_opened) {
                    return ffi::$code;
                })?
                system.methods().$method.unwrap()(system.0, $($argument),*)
            }
        }
    )*};
}

hand_on! {
    file_size = xFileSize(size: *mut i64) unless gone SQLITE_IOERR_FSTAT;
    lock = xLock(level: c_int) unless gone SQLITE_IOERR_LOCK;
    unlock = xUnlock(level: c_int);
    check_reserved_lock = xCheckReservedLock(out: *mut c_int) unless gone SQLITE_IOERR_CHECKRESERVEDLOCK;
    file_control = xFileControl(operation: c_int, argument: *mut c_void);
    sector_size = xSectorSize();
    device_characteristics = xDeviceCharacteristics();
    shm_map = xShmMap(page: c_int, size: c_int, extend: c_int, out: *mut *mut c_void);
    shm_lock = xShmLock(offset: c_int, count: c_int, flags: c_int);
    shm_unmap = xShmUnmap(delete: c_int);
}

unsafe extern "C" fn shm_barrier(file: *mut sqlite3_file) {
    // SAFETY: the file is one of ours.
    unsafe {
        let (_, _, system) = parts(file);
        system.methods().xShmBarrier.unwrap()(system.0);
    }
}

unsafe extern "C" fn delete(vfs: *mut sqlite3_vfs, name: *const c_char, sync: c_int) -> c_int {
    // SAFETY: the VFS is ours and `name` a string.
    unsafe {
        let context = context(vfs);
        if context.state.is_dead() {
            return ffi::SQLITE_IOERR_DELETE;
        }
        context.state.deleted(&path(CStr::from_ptr(name)));
        (*context.system).xDelete.unwrap()(context.system, name, sync)
    }
}

/// The same for the VFS.
macro_rules! vfs_hands_on {
    ($($name:ident = $method:ident($($argument:ident: $type:ty),*);)*) => {$(
        unsafe extern "C" fn $name(vfs: *mut sqlite3_vfs, $($argument: $type),*) -> c_int {
            // SAFETY: the VFS is ours, and SQLite's contract for the method is handed on as it is.
            unsafe {
                let system = context(vfs).system;
                (*system).$method.unwrap()(system, $($argument),*)
            }
        }
    )*};
}

vfs_hands_on! {
    access = xAccess(name: *const c_char, flags: c_int, out: *mut c_int);
    full_path_name = xFullPathname(name: *const c_char, length: c_int, out: *mut c_char);
    randomness = xRandomness(length: c_int, out: *mut c_char);
    sleep = xSleep(microseconds: c_int);
    current_time = xCurrentTime(out: *mut f64);
    current_time_i64 = xCurrentTimeInt64(out: *mut i64);
    last_error = xGetLastError(length: c_int, out: *mut c_char);
}

fn path(name: &CStr) -> PathBuf {
    #[cfg(unix)]
    let name: &OsStr = std::os::unix::ffi::OsStrExt::from_bytes(name.to_bytes());
    #[cfg(not(unix))]
    let name: &OsStr = OsStr::new(name.to_str().unwrap());
    PathBuf::from(name)
}
