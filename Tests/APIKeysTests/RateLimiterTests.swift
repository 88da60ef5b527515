import Testing

@testable import APIKeys

@Suite struct RateLimiterTests {
    let limiter = RateLimiter()
    let key = KeyID.random()
    static let second: Int64 = 1_000_000_000

    func allowed(_ limit: RateLimit, at now: Int64, times: Int = 1, key: KeyID? = nil) -> Int {
        (0..<times).count { _ in (try? limiter.take(key ?? self.key, limit, at: now).get()) != nil }
    }

    @Test func aBurstPassesAndThenTheRateHolds() throws {
        let limit = try #require(RateLimit(perMinute: 60, burst: 10))
        #expect(allowed(limit, at: 0, times: 50) == 10)
        #expect(allowed(limit, at: Self.second - 1) == 0)
        #expect(allowed(limit, at: Self.second, times: 5) == 1)
        // A minute's worth and no more, whatever is asked.
        let passed = (2...61).reduce(0) { $0 + allowed(limit, at: Int64($1) * Self.second, times: 7) }
        #expect(passed == 60)
    }

    @Test func aRefusedRequestTakesNothing() throws {
        let limit = try #require(RateLimit(perMinute: 60, burst: 1))
        #expect(allowed(limit, at: 0) == 1)
        #expect(allowed(limit, at: Self.second / 2, times: 1000) == 0)
        #expect(allowed(limit, at: Self.second) == 1)
    }

    /// Requests on several threads read the clock, and come to the limiter in another order.
    @Test func aRequestThatComesLateIsCountedAsOfNow() throws {
        let limit = try #require(RateLimit(perMinute: 60, burst: 2))
        #expect(allowed(limit, at: 200) == 1)
        #expect(allowed(limit, at: 100) == 1)
        #expect(allowed(limit, at: 200) == 0)
        // What is refused late takes nothing, and gives nothing back either.
        let quick = try #require(RateLimit(perMinute: 1_000_000, burst: 10))
        let key = KeyID.random()
        #expect(allowed(quick, at: Self.second, times: 20, key: key) == 10)
        #expect(allowed(quick, at: Self.second - 4_000_000, times: 5, key: key) == 0)
        #expect(allowed(quick, at: Self.second, times: 20, key: key) == 0)
    }

    @Test func theWaitThatIsNamedIsEnoughAndNotMuchMore() throws {
        for (index, (perMinute, burst)) in [(1, 1), (7, 3), (60, 60), (1000, 1), (1_000_000, 5)].enumerated() {
            let limit = try #require(RateLimit(perMinute: perMinute, burst: burst))
            let key = KeyID.random()
            let start = Int64(index) * 3600 * Self.second
            _ = allowed(limit, at: start, times: burst, key: key)
            guard case .failure(.rateLimited(let quota, let wait)) = limiter.take(key, limit, at: start) else {
                Issue.record("\(perMinute)/\(burst) was not limited")
                continue
            }
            #expect(quota.remaining == 0)
            #expect(wait >= 1)
            #expect(allowed(limit, at: start + Int64(wait) * Self.second, key: key) == 1, "\(perMinute)/\(burst) after \(wait) s")
            if wait > 1 { #expect(Int64(wait - 1) * Self.second < limit.interval) }
        }
    }

    @Test func theFieldsSayWhatIsLeft() throws {
        let even = try #require(RateLimit(perMinute: 60))
        let first = try limiter.take(key, even, at: 0).get()
        #expect(first.limit.policyField == #""minute";q=60;w=60"#)
        #expect(first.field == #""minute";r=59;t=1"#)
        let uneven = try #require(RateLimit(perMinute: 120, burst: 10))
        let other = try limiter.take(.random(), uneven, at: 0).get()
        #expect(other.limit.policyField == #""minute";q=120;w=60, "burst";q=10;w=5"#)
        #expect(other.field == #""burst";r=9;t=1"#)
    }

    @Test func keysDoNotShareALimitAndFullBucketsAreForgotten() throws {
        let limit = try #require(RateLimit(perMinute: 60, burst: 1))
        for _ in 0..<5000 { #expect(try limiter.take(.random(), limit, at: 0).get().remaining == 0) }
        #expect(allowed(limit, at: 0) == 1)
    }

    @Test func whoGivesWayToAnotherSharesABucketHoweverLongTheLine() throws {
        let limit = try #require(RateLimit(perMinute: 60, burst: 10))
        let line = (0..<100).map { _ in KeyID.random() }
        // Whichever rotation is heard of first.
        for index in line.indices.dropFirst().shuffled() { limiter.share(line[index], with: line[index - 1]) }
        #expect(line.reduce(0) { $0 + allowed(limit, at: 0, times: 3, key: $1) } == 10)
        #expect(line.shuffled().reduce(0) { $0 + allowed(limit, at: 2 * Self.second, key: $1) } == 2)
        #expect(allowed(limit, at: 0, times: 20) == 10, "others are not touched")
    }

    @Test func aLoweredLimitDoesNotLockAKeyOut() throws {
        let wide = try #require(RateLimit(perMinute: 1, burst: 1000))
        let narrow = try #require(RateLimit(perMinute: 60, burst: 2))
        #expect(allowed(wide, at: 0, times: 1000) == 1000)
        #expect(allowed(narrow, at: Self.second) == 0)
        #expect(allowed(narrow, at: 3 * Self.second) >= 1)
    }

    @Test(arguments: [(0, 1), (1, 0), (-5, 5), (1_000_001, 1), (1, 1_000_001)])
    func whatIsOutOfBoundsIsNoLimit(_ perMinute: Int, _ burst: Int) {
        #expect(RateLimit(perMinute: perMinute, burst: burst) == nil)
    }
}
