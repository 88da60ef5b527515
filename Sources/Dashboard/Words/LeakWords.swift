internal import Catalog

/// How pages speak of a key that was found in public.
enum LeakWords {
    /// Who says so; `nil` for what is not known here.
    static func reporter(_ name: String) -> String? {
        switch LeakPlace.Reporter(rawValue: name) {
        case .anyone: "somebody without a name"
        case .gitHub: "GitHub"
        case .scan: "a scan"
        case nil: nil
        }
    }

    /// Completes "it …".
    static func response(_ name: String) -> String? {
        switch Leak.Response(rawValue: name) {
        case .revoked: "was revoked"
        case .flagged: "was flagged"
        case .ended: "had ended before"
        case nil: nil
        }
    }
}
