// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that normal builds do not pay for it.
let package = Package(
    name: "benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "sales-tracker", path: "..", traits: [])],
    targets: [
        .executableTarget(
            name: "peer",
            dependencies: [
                .product(name: "SalesCore", package: "sales-tracker"),
                .product(name: "SalesCurl", package: "sales-tracker"),
                .product(name: "SalesSQLite", package: "sales-tracker"),
            ],
            swiftSettings: [.swiftLanguageMode(.v6)]
        ),
        .executableTarget(
            name: "store",
            dependencies: [
                .product(name: "SalesCore", package: "sales-tracker"),
                .product(name: "SalesPostgres", package: "sales-tracker"),
            ],
            swiftSettings: [.swiftLanguageMode(.v6)]
        ),
        .executableTarget(
            name: "mail",
            dependencies: [
                .product(name: "SalesCore", package: "sales-tracker"),
                .product(name: "SalesCurl", package: "sales-tracker"),
                .product(name: "SalesNotify", package: "sales-tracker"),
            ],
            swiftSettings: [.swiftLanguageMode(.v6)]
        ),
        .executableTarget(
            name: "extraction",
            dependencies: [.product(name: "SalesCore", package: "sales-tracker")],
            swiftSettings: [.swiftLanguageMode(.v6)]
        ),
    ]
)
