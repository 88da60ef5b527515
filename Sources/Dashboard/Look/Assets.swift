internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Web

/// The style sheet, the script and the icon. Their names carry a hash of what is in them, so browsers may keep them for good
/// and still see a new version at once.
struct Assets: Sendable {
    private struct File: Sendable {
        let name: String
        let type: String
        let bytes: [UInt8]
    }

    let style: String
    let script: String
    let icon: String
    private let files: [String: File]

    init() {
        let style = Self.file("style", "css", "text/css; charset=utf-8", PackageResources.style_css)
        let script = Self.file("script", "js", "text/javascript; charset=utf-8", PackageResources.script_js)
        let icon = Self.file("icon", "svg", "image/svg+xml", PackageResources.icon_svg)
        files = Dictionary(uniqueKeysWithValues: [style, script, icon].map { ($0.name, $0) })
        self.style = SitePath.asset(style.name).address
        self.script = SitePath.asset(script.name).address
        self.icon = SitePath.asset(icon.name).address
    }

    func response(for name: String) throws -> Response {
        guard let file = files[name] else { throw PageFailure.notFound }
        return Response(
            status: .ok,
            headers: [.contentType: file.type, .cacheControl: "public, max-age=31536000, immutable"],
            body: .init(byteBuffer: ByteBuffer(bytes: file.bytes)))
    }

    private static func file(_ name: String, _ ending: String, _ type: String, _ bytes: [UInt8]) -> File {
        File(name: "\(name)-\(VersionMark.text(of: bytes)).\(ending)", type: type, bytes: bytes)
    }
}
