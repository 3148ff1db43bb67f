using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;

#nullable disable

namespace P2P.Sdk.EntityFrameworkCore.Migrations.Postgres
{
    /// <inheritdoc />
    internal partial class Notifications : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "notifications",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    notification_id = table.Column<Guid>(type: "uuid", nullable: false),
                    channel = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    body = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    action_id = table.Column<Guid>(type: "uuid", nullable: true),
                    created_by = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notifications", x => new { x.campaign_id, x.notification_id });
                    table.ForeignKey(
                        name: "FK_notifications_campaigns_campaign_id",
                        column: x => x.campaign_id,
                        principalTable: "campaigns",
                        principalColumn: "campaign_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "notification_receipts",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    notification_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    channel = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    started_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    read_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notification_receipts", x => new { x.campaign_id, x.notification_id, x.user_id });
                    table.ForeignKey(
                        name: "FK_notification_receipts_notifications_campaign_id_notificatio~",
                        columns: x => new { x.campaign_id, x.notification_id },
                        principalTable: "notifications",
                        principalColumns: new[] { "campaign_id", "notification_id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_notification_receipts_users_campaign_id_user_id",
                        columns: x => new { x.campaign_id, x.user_id },
                        principalTable: "users",
                        principalColumns: new[] { "campaign_id", "user_id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_receipts_of_user",
                table: "notification_receipts",
                columns: new[] { "campaign_id", "user_id", "created_at", "notification_id" },
                filter: "channel <> 1");

            migrationBuilder.CreateIndex(
                name: "IX_receipts_open",
                table: "notification_receipts",
                columns: new[] { "campaign_id", "state", "notification_id", "user_id" },
                filter: "state <= 1");

            migrationBuilder.CreateIndex(
                name: "IX_notifications_campaign_id_created_at_notification_id",
                table: "notifications",
                columns: new[] { "campaign_id", "created_at", "notification_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "notification_receipts");

            migrationBuilder.DropTable(
                name: "notifications");
        }
    }
}
