using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;

#nullable disable

namespace P2P.Sdk.EntityFrameworkCore.Migrations.Postgres
{
    /// <inheritdoc />
    internal partial class Links : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "link_code",
                table: "campaigns",
                type: "text",
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "link_key",
                table: "campaigns",
                type: "text",
                nullable: false,
                defaultValue: "",
                collation: "C");

            // Campaigns that there are get a secret of their own; the code leads back to them.
            migrationBuilder.Sql("UPDATE campaigns SET link_code = substr(replace(gen_random_uuid()::text, '-', ''), 1, 6), link_key = replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')");
            migrationBuilder.Sql("INSERT INTO directory (kind, name, campaign_id) SELECT 4, link_code, campaign_id FROM campaigns");

            migrationBuilder.AddColumn<int>(
                name: "all_link_clicks",
                table: "action_counts",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "custom_links",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    link_id = table.Column<Guid>(type: "uuid", nullable: false),
                    slug = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    slug_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    title = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    destination = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_custom_links", x => new { x.campaign_id, x.link_id });
                    table.ForeignKey(
                        name: "FK_custom_links_campaigns_campaign_id",
                        column: x => x.campaign_id,
                        principalTable: "campaigns",
                        principalColumn: "campaign_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "message_links",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    token = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    contact_id = table.Column<Guid>(type: "uuid", nullable: false),
                    action_id = table.Column<Guid>(type: "uuid", nullable: true),
                    script_id = table.Column<Guid>(type: "uuid", nullable: true),
                    sender_id = table.Column<Guid>(type: "uuid", nullable: true),
                    slug = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    slug_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    is_referral = table.Column<bool>(type: "boolean", nullable: false),
                    clicks = table.Column<int>(type: "integer", nullable: false),
                    bot_clicks = table.Column<int>(type: "integer", nullable: false),
                    first_clicked_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_message_links", x => new { x.campaign_id, x.token });
                    table.ForeignKey(
                        name: "FK_message_links_messages_campaign_id_message_id",
                        columns: x => new { x.campaign_id, x.message_id },
                        principalTable: "messages",
                        principalColumns: new[] { "campaign_id", "message_id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_custom_links_campaign_id_slug_key",
                table: "custom_links",
                columns: new[] { "campaign_id", "slug_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_message_links_campaign_id_message_id",
                table: "message_links",
                columns: new[] { "campaign_id", "message_id" });

            migrationBuilder.CreateIndex(
                name: "IX_message_links_of_action",
                table: "message_links",
                columns: new[] { "campaign_id", "action_id", "slug_key" },
                filter: "clicks > 0");

            migrationBuilder.CreateIndex(
                name: "IX_message_links_of_contact",
                table: "message_links",
                columns: new[] { "campaign_id", "contact_id" },
                filter: "clicks > 0");

            migrationBuilder.CreateIndex(
                name: "IX_message_links_of_sender",
                table: "message_links",
                columns: new[] { "campaign_id", "sender_id" },
                filter: "clicks > 0");

            migrationBuilder.CreateIndex(
                name: "IX_message_links_of_slug",
                table: "message_links",
                columns: new[] { "campaign_id", "slug_key" },
                filter: "clicks > 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "custom_links");

            migrationBuilder.DropTable(
                name: "message_links");

            migrationBuilder.DropColumn(
                name: "link_code",
                table: "campaigns");

            migrationBuilder.DropColumn(
                name: "link_key",
                table: "campaigns");

            migrationBuilder.DropColumn(
                name: "all_link_clicks",
                table: "action_counts");
        }
    }
}
