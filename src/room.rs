//! Room for large tables, in huge pages where the system has them: a look-up at random waits for its memory, not for
//! the address of its page as well, and a start meets far fewer page faults.
#![expect(unsafe_code, reason = "advice to the system about memory of ours")]

/// Smaller rooms are left as they are, in bytes: they would be rounded up to whole huge pages for nothing.
const LEAST: usize = 4 << 20;

/// No system has a larger page of the usual size.
const PAGE: usize = 1 << 16;

/// Returns an empty vector with room for `count` values.
pub fn of<T>(count: usize) -> Vec<T> {
    let values = Vec::with_capacity(count);
    in_huge_pages(&values);
    values
}

/// Returns `count` zero bytes.
pub fn zeros(count: usize) -> Vec<u8> {
    let bytes = vec![0; count];
    in_huge_pages(&bytes);
    bytes
}

/// Asks for huge pages under what a vector has room for, to be called before anything is written there.
fn in_huge_pages<T>(values: &Vec<T>) {
    let start = values.as_ptr().cast::<u8>();
    let size = values.capacity().saturating_mul(size_of::<T>());
    let skipped = start.align_offset(PAGE);
    let length = size.saturating_sub(skipped) & !(PAGE - 1);
    if length < LEAST {
        return;
    }
    #[cfg(target_os = "linux")]
    // SAFETY: the pages lie within the memory of `values`, and this advice changes none of its bytes. A system without
    // huge pages refuses, which changes nothing either.
    unsafe {
        libc::madvise(start.wrapping_add(skipped).cast_mut().cast(), length, libc::MADV_HUGEPAGE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rooms_of_every_size_can_be_used() {
        for count in [0, 1, LEAST / 4, LEAST / 4 + PAGE, 3 * LEAST + 5] {
            let mut values: Vec<u32> = of(count);
            assert!(values.capacity() >= count);
            values.resize(count, 7);
            assert!(values.iter().all(|&value| value == 7));
            assert!(zeros(count).iter().all(|&byte| byte == 0));
        }
        assert!(of::<()>(3).is_empty());
    }
}
