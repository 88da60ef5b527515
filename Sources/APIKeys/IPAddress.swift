#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// An IPv4 or IPv6 address. An IPv4 address mapped into IPv6 (`::ffff:192.0.2.1`, RFC 4291 §2.5.5.2) is that IPv4
/// address: a dual-stack listener reports peers in this form, and a list must not be evaded by it.
public struct IPAddress: Hashable, Sendable {
    /// IPv4 addresses stand at `::ffff:0:0/96`.
    let bits: UInt128

    private static let mapped: UInt128 = 0xFFFF << 32

    /// - Parameter bytes: 4 or 16 bytes in network order.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        let value = bytes.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
        bits = bytes.count == 4 ? Self.mapped | value : value
    }

    /// Reads `192.0.2.1` or `2001:db8::1`. No port, no zone, no name.
    public init?(_ text: String) {
        // There a C string ends, and whatever stood behind would be no part of the address.
        guard !text.utf8.contains(0) else { return nil }
        var buffer = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &buffer) == 1 {
            self.init(bytes: buffer.prefix(4))
        } else if inet_pton(AF_INET6, text, &buffer) == 1 {
            self.init(bytes: buffer)
        } else {
            return nil
        }
    }

    var isIPv4: Bool { bits >> 32 == 0xFFFF }
}

extension IPAddress: CustomStringConvertible {
    public var description: String {
        let bytes = (0..<16).map { UInt8(truncatingIfNeeded: bits >> (120 - 8 * $0)) }
        if isIPv4 { return bytes.suffix(4).map(String.init).joined(separator: ".") }
        var text = [CChar](repeating: 0, count: 64)
        guard inet_ntop(AF_INET6, bytes, &text, 64) != nil else { return "::" }
        return text.withUnsafeBufferPointer {
            String(decoding: $0.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }
}

/// A block of addresses in CIDR form: `203.0.113.0/24`, `2001:db8::/32`; a bare address is a block of one.
public struct AddressRange: Hashable, Sendable {
    let base: UInt128
    let length: Int
    private let text: String

    /// `nil` when the text is no block, or when bits are set behind the prefix (`203.0.113.7/24` is more likely a slip
    /// than a wish).
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = IPAddress(String(first)) else { return nil }
        let width = address.isIPv4 && !first.contains(":") ? 32 : 128
        var length = width
        if parts.count == 2 {
            guard parts[1].allSatisfy({ ("0"..."9").contains($0) }), let given = Int(parts[1]), given <= width else {
                return nil
            }
            length = given
        }
        self.length = length + (128 - width)
        base = address.bits & Self.mask(self.length)
        guard base == address.bits else { return nil }
        self.text = text
    }

    public func contains(_ address: IPAddress) -> Bool { address.bits & Self.mask(length) == base }

    fileprivate static func mask(_ length: Int) -> UInt128 { length == 0 ? 0 : ~UInt128(0) << UInt128(128 - length) }
}

extension AddressRange: CustomStringConvertible {
    public var description: String { text }
}

extension IPAddress {
    /// The part that one host cannot change at will: an IPv4 address whole, the first 64 bits of an IPv6 address.
    public var network: UInt128 { isIPv4 ? bits : (bits >> 64) << 64 }
}

extension AddressRange {
    /// Whether every address of `other` is in this block.
    public func contains(_ other: AddressRange) -> Bool {
        other.length >= length && other.base & Self.mask(length) == base
    }
}
