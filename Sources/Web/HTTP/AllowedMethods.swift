package import HTTPTypes
package import Hummingbird

/// Which methods each path has, so that a wrong method on a right path is 405 with `Allow`, not 404.
package struct AllowedMethods: Sendable {
    private struct Entry: Sendable {
        let segments: [Segment]
        var methods: [HTTPRequest.Method]
    }

    private enum Segment: Hashable, Sendable {
        case literal(String)
        case capture
    }

    private var entries: [Entry] = []

    package init<Context: RequestContext>(_ router: Router<Context>) {
        var methods: [[Segment]: [HTTPRequest.Method]] = [:]
        for route in router.routes {
            let segments = route.path.description.split(separator: "/").map { part in
                part.hasPrefix("{") || part.hasPrefix(":") ? Segment.capture : .literal(String(part))
            }
            methods[segments, default: []].append(route.method)
        }
        entries = methods.map { Entry(segments: $0.key, methods: $0.value) }
    }

    /// Empty when there is no such path. Of several patterns that fit, the router takes the one that is literal earlier.
    package func methods(for path: String) -> [HTTPRequest.Method] {
        let parts = path.split(separator: "/")
        let found = entries.filter { entry in
            entry.segments.count == parts.count
                && zip(entry.segments, parts).allSatisfy { segment, part in
                    segment == .capture || segment == .literal(String(part))
                }
        }
        let nearest = found.min { one, other in
            one.segments.lexicographicallyPrecedes(other.segments) { $0 != .capture && $1 == .capture }
        }
        return (nearest?.methods ?? []).sorted { $0.rawValue < $1.rawValue }
    }
}
