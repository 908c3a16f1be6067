CREATE SCHEMA user_management;
CREATE SCHEMA crm;
CREATE SCHEMA services;
CREATE SCHEMA agendamento;
