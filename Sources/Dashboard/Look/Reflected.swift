internal import Mustache

/// A value as templates see it: its parts by name, read by reflection once. swift-mustache reads a struct anew for every name that it
/// looks up, and those of all structs around it too, which takes most of the time of a page.
///
/// A part that is `nil` is nothing, and the search for it ends there. Structs of which a page has hundreds say themselves what their parts
/// are (``MustacheParent``), which costs even less.
final class Reflected: MustacheParent {
    private var parts: [String: Part] = [:]

    private enum Part {
        case unread(Any)
        case read(Any)
    }

    init(_ value: Any) {
        for child in Mirror(reflecting: value).children {
            if let label = child.label { parts[label] = .unread(child.value) }
        }
    }

    func child(named name: String) -> Any? {
        switch parts[name] {
        case nil: return nil
        case .read(let value): return value
        case .unread(let value):
            let seen = Self.seen(value)
            parts[name] = .read(seen)
            return seen
        }
    }

    private static func seen(_ value: Any) -> Any {
        switch value {
        case is String, is Int, is Bool, is any MustacheParent: return value
        default: break
        }
        let mirror = Mirror(reflecting: value)
        return switch mirror.displayStyle {
        case .optional: mirror.children.first.map { seen($0.value) } ?? Nothing()
        case .collection: mirror.children.map { seen($0.value) }
        case .struct: Reflected(value)
        default: value
        }
    }

    private struct Nothing: MustacheCustomRenderable {
        let renderText = ""
        let isNull = true
    }
}
