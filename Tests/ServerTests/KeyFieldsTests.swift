import APIKeys
import HTTPTypes
import NIOCore
import Testing

@testable import Web

/// What responses say of a key is written in two ways: as fields for Hummingbird, as lines where a route is answered directly.
@Suite struct KeyFieldsTests {
    static let rotation = Grant.Rotation(
        to: .random(), since: Timestamp(milliseconds: 1_795_808_802_999), until: Timestamp(milliseconds: 1_795_812_402_000),
        isOver: false)

    @Test(arguments: [(60, 60), (120, 10), (1, 1), (1_000_000, 1_000_000), (1_000_000, 1), (1, 1_000_000)])
    func bothWaysSayTheSame(_ perMinute: Int, _ burst: Int) throws {
        let limit = try #require(RateLimit(perMinute: perMinute, burst: burst))
        let limiter = RateLimiter()
        let key = KeyID.random()
        for taken in 0..<min(burst, 3) {
            let quota = try limiter.take(key, limit, at: Int64(taken)).get()
            for rotation in [nil, Self.rotation] {
                let fields = try #require(KeyFields(rotation: rotation, quota: quota))
                #expect(fields.list.count == (rotation == nil ? 2 : 4))
                var bytes = ByteBuffer()
                fields.write(to: &bytes)
                #expect(String(buffer: bytes) == fields.list.map { "\($0.name.rawName): \($0.value)\r\n" }.joined())
            }
        }
    }

    @Test func aKeyThatIsRotatedOutSaysSinceWhenAndUntilWhen() throws {
        let fields = try #require(KeyFields(rotation: Self.rotation, quota: nil))
        #expect(fields.list.map { "\($0.name)" } == ["Deprecation", "Sunset"])
        #expect(fields.list.map(\.value) == ["@1795808802", "Fri, 27 Nov 2026 20:46:42 GMT"])
    }

    @Test func mostKeysHaveNothingToSay() { #expect(KeyFields(rotation: nil, quota: nil) == nil) }
}
