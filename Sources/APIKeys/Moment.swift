/// A moment on both clocks, read once for all that is asked about one request.
public struct Moment: Sendable {
    /// What the calendar says: for expiries, overlaps and what is written down.
    public let wall: Timestamp
    /// Nanoseconds of the clock that nobody sets: for rate limits, and how long something takes.
    public let uptime: Int64

    public init(wall: Timestamp, uptime: Int64 = Uptime.nanoseconds) {
        self.wall = wall
        self.uptime = uptime
    }
}
