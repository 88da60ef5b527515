package import APIKeys
internal import Foundation

/// Finds all addresses of a host, once, so that they can be checked before any of them is used.
package struct HostResolver: Sendable {
    /// - Returns: each address once, in the order in which the system would try them; empty when the host has none.
    package let addresses: @Sendable (_ host: String) async -> [IPAddress]

    package init(addresses: @escaping @Sendable (_ host: String) async -> [IPAddress]) { self.addresses = addresses }

    /// What this machine's resolver says, the hosts file included.
    package static let system = patient(for: .seconds(10), lookUp)

    /// What `lookUp` says within so long. It cannot be interrupted, so each question waits on a thread of its own, which is left to
    /// itself when time is up or the task is cancelled.
    package static func patient(
        for longest: Duration, _ lookUp: @escaping @Sendable (_ host: String) -> [IPAddress]
    ) -> HostResolver {
        HostResolver { host in
            let (answers, continuation) = AsyncStream.makeStream(of: [IPAddress].self)
            Thread.detachNewThread {
                continuation.yield(lookUp(host))
                continuation.finish()
            }
            let alarm = Task {
                try? await Task.sleep(for: longest)
                continuation.finish()
            }
            defer { alarm.cancel() }
            return await answers.first { _ in true } ?? []
        }
    }

    private static func lookUp(_ host: String) -> [IPAddress] {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        // No IPv6 where this machine has none.
        hints.ai_flags = AI_ADDRCONFIG
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var found: [IPAddress] = []
        for entry in sequence(first: list, next: { $0?.pointee.ai_next }) {
            guard let entry = entry?.pointee, let address = entry.ai_addr.flatMap({ read($0, family: entry.ai_family) }) else {
                continue
            }
            if !found.contains(address) { found.append(address) }
        }
        return found
    }

    private static func read(_ address: UnsafePointer<sockaddr>, family: Int32) -> IPAddress? {
        let raw = UnsafeRawPointer(address)
        switch family {
        case AF_INET:
            var bytes = raw.loadUnaligned(as: sockaddr_in.self).sin_addr
            return withUnsafeBytes(of: &bytes) { IPAddress(bytes: Array($0)) }
        case AF_INET6:
            var bytes = raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr
            return withUnsafeBytes(of: &bytes) { IPAddress(bytes: Array($0)) }
        default: return nil
        }
    }
}
