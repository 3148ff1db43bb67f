using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;

#nullable disable

namespace P2P.Sdk.EntityFrameworkCore.Migrations.Postgres
{
    /// <inheritdoc />
    internal partial class UsersTeamsLimits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "email_key",
                table: "users",
                type: "text",
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "first_name_key",
                table: "users",
                type: "text",
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.AddColumn<bool>(
                name: "is_removed",
                table: "users",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "last_name_key",
                table: "users",
                type: "text",
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "subject",
                table: "users",
                type: "text",
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.AddColumn<Guid>(
                name: "team_id",
                table: "users",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "districts",
                table: "actions",
                type: "text",
                nullable: false,
                defaultValue: "[]",
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "language",
                table: "actions",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.CreateTable(
                name: "action_districts",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    action_id = table.Column<Guid>(type: "uuid", nullable: false),
                    district_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_action_districts", x => new { x.campaign_id, x.action_id, x.district_id });
                    table.ForeignKey(
                        name: "FK_action_districts_actions_campaign_id_action_id",
                        columns: x => new { x.campaign_id, x.action_id },
                        principalTable: "actions",
                        principalColumns: new[] { "campaign_id", "action_id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "action_links",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    link_id = table.Column<Guid>(type: "uuid", nullable: false),
                    action_id = table.Column<Guid>(type: "uuid", nullable: false),
                    token_hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_by = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    revoked_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_action_links", x => new { x.campaign_id, x.link_id });
                    table.ForeignKey(
                        name: "FK_action_links_actions_campaign_id_action_id",
                        columns: x => new { x.campaign_id, x.action_id },
                        principalTable: "actions",
                        principalColumns: new[] { "campaign_id", "action_id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "districts",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name_key = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_districts", x => new { x.campaign_id, x.district_id });
                    table.ForeignKey(
                        name: "FK_districts_campaigns_campaign_id",
                        column: x => x.campaign_id,
                        principalTable: "campaigns",
                        principalColumn: "campaign_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "invitations",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    invitation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    token_hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    role = table.Column<int>(type: "integer", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: true),
                    user_id = table.Column<Guid>(type: "uuid", nullable: true),
                    created_by = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    used_by = table.Column<Guid>(type: "uuid", nullable: true),
                    revoked_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_invitations", x => new { x.campaign_id, x.invitation_id });
                    table.ForeignKey(
                        name: "FK_invitations_campaigns_campaign_id",
                        column: x => x.campaign_id,
                        principalTable: "campaigns",
                        principalColumn: "campaign_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "teams",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    code_key = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_teams", x => new { x.campaign_id, x.team_id });
                    table.ForeignKey(
                        name: "FK_teams_campaigns_campaign_id",
                        column: x => x.campaign_id,
                        principalTable: "campaigns",
                        principalColumn: "campaign_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "user_lists",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    list_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_user_lists", x => new { x.campaign_id, x.list_id });
                    table.ForeignKey(
                        name: "FK_user_lists_campaigns_campaign_id",
                        column: x => x.campaign_id,
                        principalTable: "campaigns",
                        principalColumn: "campaign_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "user_releases",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    since = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    leased_by = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    leased_until = table.Column<Instant>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_user_releases", x => new { x.campaign_id, x.user_id });
                    table.ForeignKey(
                        name: "FK_user_releases_users_campaign_id_user_id",
                        columns: x => new { x.campaign_id, x.user_id },
                        principalTable: "users",
                        principalColumns: new[] { "campaign_id", "user_id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "district_zips",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    district_id = table.Column<Guid>(type: "uuid", nullable: false),
                    zip = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_district_zips", x => new { x.campaign_id, x.district_id, x.zip });
                    table.ForeignKey(
                        name: "FK_district_zips_districts_campaign_id_district_id",
                        columns: x => new { x.campaign_id, x.district_id },
                        principalTable: "districts",
                        principalColumns: new[] { "campaign_id", "district_id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "user_list_members",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    list_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_user_list_members", x => new { x.campaign_id, x.list_id, x.user_id });
                    table.ForeignKey(
                        name: "FK_user_list_members_user_lists_campaign_id_list_id",
                        columns: x => new { x.campaign_id, x.list_id },
                        principalTable: "user_lists",
                        principalColumns: new[] { "campaign_id", "list_id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_user_list_members_users_campaign_id_user_id",
                        columns: x => new { x.campaign_id, x.user_id },
                        principalTable: "users",
                        principalColumns: new[] { "campaign_id", "user_id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_users_campaign_id_email_key",
                table: "users",
                columns: new[] { "campaign_id", "email_key" });

            migrationBuilder.CreateIndex(
                name: "IX_users_campaign_id_first_name_key",
                table: "users",
                columns: new[] { "campaign_id", "first_name_key" });

            migrationBuilder.CreateIndex(
                name: "IX_users_campaign_id_last_name_key",
                table: "users",
                columns: new[] { "campaign_id", "last_name_key" });

            migrationBuilder.CreateIndex(
                name: "IX_users_campaign_id_subject",
                table: "users",
                columns: new[] { "campaign_id", "subject" },
                unique: true,
                filter: "subject <> ''");

            migrationBuilder.CreateIndex(
                name: "IX_users_campaign_id_team_id",
                table: "users",
                columns: new[] { "campaign_id", "team_id" },
                filter: "team_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_users_campaign_id_zip",
                table: "users",
                columns: new[] { "campaign_id", "zip" });

            migrationBuilder.CreateIndex(
                name: "IX_action_districts_campaign_id_district_id",
                table: "action_districts",
                columns: new[] { "campaign_id", "district_id" });

            migrationBuilder.CreateIndex(
                name: "IX_action_links_campaign_id_action_id",
                table: "action_links",
                columns: new[] { "campaign_id", "action_id" });

            migrationBuilder.CreateIndex(
                name: "IX_action_links_campaign_id_token_hash",
                table: "action_links",
                columns: new[] { "campaign_id", "token_hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_districts_campaign_id_name_key",
                table: "districts",
                columns: new[] { "campaign_id", "name_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_invitations_campaign_id_created_at_invitation_id",
                table: "invitations",
                columns: new[] { "campaign_id", "created_at", "invitation_id" },
                descending: new[] { false, true, false });

            migrationBuilder.CreateIndex(
                name: "IX_invitations_campaign_id_token_hash",
                table: "invitations",
                columns: new[] { "campaign_id", "token_hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_teams_campaign_id_code_key",
                table: "teams",
                columns: new[] { "campaign_id", "code_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_teams_campaign_id_name_key",
                table: "teams",
                columns: new[] { "campaign_id", "name_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_user_list_members_campaign_id_user_id",
                table: "user_list_members",
                columns: new[] { "campaign_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "IX_user_lists_campaign_id_created_at_list_id",
                table: "user_lists",
                columns: new[] { "campaign_id", "created_at", "list_id" },
                descending: new[] { false, true, false });

            migrationBuilder.CreateIndex(
                name: "IX_user_lists_campaign_id_name_key",
                table: "user_lists",
                columns: new[] { "campaign_id", "name_key" },
                unique: true);

            // Search compares folded texts; ASCII is all that SQLite folds, and a saved profile is folded anew.
            migrationBuilder.Sql(
                "UPDATE users SET first_name_key = upper(first_name), last_name_key = upper(last_name), email_key = upper(email);");

            // Codes are found without regard to case; where two were told apart by it, each stays as it is.
            migrationBuilder.Sql(
                """
                UPDATE directory SET name = upper(name) WHERE kind = 0 AND NOT EXISTS (
                    SELECT 1 FROM directory AS other
                    WHERE other.kind = 0 AND other.name <> directory.name AND upper(other.name) = upper(directory.name));
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "action_districts");

            migrationBuilder.DropTable(
                name: "action_links");

            migrationBuilder.DropTable(
                name: "district_zips");

            migrationBuilder.DropTable(
                name: "invitations");

            migrationBuilder.DropTable(
                name: "teams");

            migrationBuilder.DropTable(
                name: "user_list_members");

            migrationBuilder.DropTable(
                name: "user_releases");

            migrationBuilder.DropTable(
                name: "districts");

            migrationBuilder.DropTable(
                name: "user_lists");

            migrationBuilder.DropIndex(
                name: "IX_users_campaign_id_email_key",
                table: "users");

            migrationBuilder.DropIndex(
                name: "IX_users_campaign_id_first_name_key",
                table: "users");

            migrationBuilder.DropIndex(
                name: "IX_users_campaign_id_last_name_key",
                table: "users");

            migrationBuilder.DropIndex(
                name: "IX_users_campaign_id_subject",
                table: "users");

            migrationBuilder.DropIndex(
                name: "IX_users_campaign_id_team_id",
                table: "users");

            migrationBuilder.DropIndex(
                name: "IX_users_campaign_id_zip",
                table: "users");

            migrationBuilder.DropColumn(
                name: "email_key",
                table: "users");

            migrationBuilder.DropColumn(
                name: "first_name_key",
                table: "users");

            migrationBuilder.DropColumn(
                name: "is_removed",
                table: "users");

            migrationBuilder.DropColumn(
                name: "last_name_key",
                table: "users");

            migrationBuilder.DropColumn(
                name: "subject",
                table: "users");

            migrationBuilder.DropColumn(
                name: "team_id",
                table: "users");

            migrationBuilder.DropColumn(
                name: "districts",
                table: "actions");

            migrationBuilder.DropColumn(
                name: "language",
                table: "actions");
        }
    }
}
