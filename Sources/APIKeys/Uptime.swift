#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The clock that nobody sets and that goes on while the machine sleeps: the one of `ContinuousClock`, whose 128-bit durations
/// take longer to subtract than the clock to read. Every request reads it several times.
public enum Uptime {
    /// Since some moment in the past; never less than before.
    public static var nanoseconds: Int64 {
        #if canImport(Darwin)
            let clock = CLOCK_MONOTONIC_RAW
        #else
            let clock = CLOCK_BOOTTIME
        #endif
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
